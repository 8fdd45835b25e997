import { useMutation } from "@tanstack/react-query";
import { api, call, downloadAddress, upload } from "../../api/client";
import { queryClient } from "../../api/query";
import type { ListedConsent, Suppression, SuppressionCreate, SuppressionFileReport } from "../../api/schema";
import { type CursorList, useCursorList } from "../../ui/table/useCursorList";

export const CHANNELS = ["all", "call", "sms", "whatsapp", "email"] as const;
export type Channel = (typeof CHANNELS)[number];
export const REASONS = ["asked", "complaint", "regulator", "wrong_person", "legal", "other"] as const;

/** Everything that is held about the person with a number, as a file. */
export const subjectAddress = (phone: string, format: "json" | "html") =>
  downloadAddress("/api/privacy/subject", { phone, format });

export interface SuppressionQuestion {
  search: string;
  channel: Channel | null;
  reason: string | null;
  state: "active" | "expired" | "lifted";
}

/** The query of GET /suppressions and of its export. */
export const suppressionQuery = ({ search, channel, reason, state }: SuppressionQuestion) => ({
  state,
  ...(search && { search }),
  ...(channel && { channel }),
  ...(reason && { reason }),
});

export function useSuppressions(question: SuppressionQuestion): CursorList<Suppression> {
  return useCursorList<Suppression>(["suppressions", "list", question], (cursor, signal) =>
    call(
      api.GET("/api/suppressions", {
        signal,
        params: { query: { limit: 100, ...suppressionQuery(question), ...(cursor && { cursor }) } },
      }),
    ),
  );
}

const refresh = () => {
  for (const topic of ["suppressions", "contacts", "home"])
    queryClient.invalidateQueries({ queryKey: [topic] });
};

/** Suppress numbers; the answer counts and tells what was refused. */
export function useSuppress() {
  return useMutation({
    mutationFn: (data: SuppressionCreate[]) => call(api.POST("/api/suppressions/bulk", { body: { data } })),
    onSuccess: refresh,
  });
}

/** Suppress every number of a file. */
export function useSuppressFile() {
  return useMutation({
    mutationFn: (form: FormData) => upload<SuppressionFileReport>("/api/suppressions/import", form),
    onSuccess: refresh,
  });
}

export function useLift() {
  return useMutation({
    mutationFn: ({ id, reason }: { id: string; reason: string }) =>
      call(
        api.DELETE("/api/suppressions/{id}", {
          params: { path: { id }, query: { ...(reason && { reason }) } },
        }),
      ),
    onSuccess: refresh,
  });
}

/** Ask which of the numbers must not be contacted. */
export function useCheckNumbers() {
  return useMutation({
    mutationFn: (body: { phones: string[]; channel: Channel }) =>
      call(api.POST("/api/suppressions/check", { body })),
  });
}

export interface ConsentQuestion {
  purpose: string;
  channel: "call" | "sms" | "whatsapp" | "email" | null;
  status: "granted" | "denied" | "withdrawn" | "expired" | null;
}

export function useConsents({ purpose, channel, status }: ConsentQuestion): CursorList<ListedConsent> {
  return useCursorList<ListedConsent>(["consents", "list", purpose, channel, status], (cursor, signal) =>
    call(
      api.GET("/api/consents", {
        signal,
        params: {
          query: {
            limit: 100,
            ...(purpose && { purpose }),
            ...(channel && { channel }),
            ...(status && { status }),
            ...(cursor && { cursor }),
          },
        },
      }),
    ),
  );
}
