import { queryOptions, useMutation } from "@tanstack/react-query";
import { api, call } from "../../api/client";
import { queryClient } from "../../api/query";
import type { Contact } from "../../api/schema";
import { type CursorList, useCursorList } from "../../ui/table/useCursorList";
import { theTag } from "../tags/api";
import { listQuery, type Question } from "./question";

const PAGE = 100;

/** What a list tells beside the fields of the contacts. */
export type Include = "customAttributes" | "audiences" | "engagement" | "callable";

/** Contacts that a question asks for, page by page as one scrolls. */
export function useContacts(question: Question, include: Include[]): CursorList<Contact> {
  return useCursorList<Contact>(["contacts", "list", question, include], (cursor, signal) =>
    call(
      api.GET("/api/contact", {
        signal,
        params: {
          query: {
            ...listQuery(question),
            limit: PAGE,
            ...(cursor && { cursor }),
            ...(include.length > 0 && { include }),
          },
        },
      }),
    ),
  );
}

export const contactQuery = (id: string) =>
  queryOptions({
    queryKey: ["contacts", "one", id],
    queryFn: () => call(api.GET("/api/contact/{id}", { params: { path: { id } } })),
  });

type BulkBody = NonNullable<Parameters<typeof startBulk>[0]>;

function startBulk(body: {
  action: string;
  parameters?: Record<string, unknown>;
  filter: Record<string, unknown>;
  expectedCount: number;
}) {
  return call(api.POST("/api/bulk-actions", { body: body as never }));
}

/** How many contacts a filter means: asked before an action on them is confirmed. */
export const countQuery = (filter: Record<string, unknown>) =>
  queryOptions({
    queryKey: ["contacts", "count", filter],
    queryFn: () => call(api.POST("/api/bulk-actions/count", { body: { filter: filter as never } })),
    staleTime: 0,
    gcTime: 0,
  });

/** Start an action on many contacts; it runs as a job. */
export function useBulkAction() {
  return useMutation({
    mutationFn: async (body: BulkBody) =>
      startBulk(
        body.action === "tag"
          ? { ...body, parameters: { tag: await theTag(String(body.parameters?.tag)) } }
          : body,
      ),
    onSuccess: () => {
      queryClient.invalidateQueries({ queryKey: ["jobs"] });
      queryClient.invalidateQueries({ queryKey: ["contacts"] });
    },
  });
}

/** Take an action on many contacts back. */
export const undoBulk = (id: string) =>
  call(api.POST("/api/bulk-actions/{id}/undo", { params: { path: { id } } }));
