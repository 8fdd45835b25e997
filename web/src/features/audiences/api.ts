import { queryOptions, useMutation } from "@tanstack/react-query";
import { api, call, upload } from "../../api/client";
import { queryClient } from "../../api/query";
import type { Audience, AudienceCreate, AudienceMember, MembersRefreshed, RuleGroup } from "../../api/schema";
import { notifyError } from "../../ui/notify";
import { type CursorList, useCursorList } from "../../ui/table/useCursorList";

/** Audiences whose name or description holds the text; the first hundred. */
export const audiencesQuery = ({ search = "", type }: { search?: string; type?: "static" | "live" }) =>
  queryOptions({
    queryKey: ["audiences", "search", search, type],
    queryFn: () =>
      call(
        api.GET("/api/audience", {
          params: { query: { limit: 100, ...(search && { search }), ...(type && { type }) } },
        }),
      ),
    placeholderData: (previous) => previous,
  });

export interface AudienceQuestion {
  search: string;
  type: "static" | "live" | null;
  sortBy: "name" | "createdAt" | "updatedAt";
  sortOrder: "asc" | "desc";
}

/** All audiences, page by page. */
export function useAudiences({ search, type, sortBy, sortOrder }: AudienceQuestion): CursorList<Audience> {
  return useCursorList<Audience>(
    ["audiences", "list", search, type, sortBy, sortOrder],
    async (cursor, signal) => {
      const page = Number(cursor ?? 1);
      const found = await call(
        api.GET("/api/audience", {
          signal,
          params: {
            query: { limit: 100, page, sortBy, sortOrder, ...(search && { search }), ...(type && { type }) },
          },
        }),
      );
      const next = found.meta.hasNextPage ? String(page + 1) : null;
      return { data: found.data, meta: { total: found.meta.total, nextCursor: next } };
    },
  );
}

export const audienceQuery = (id: string) =>
  queryOptions({
    queryKey: ["audiences", "one", id],
    queryFn: () => call(api.GET("/api/audience/{id}", { params: { path: { id } } })),
    // Live updates tell the end of a build; this is for a connection that is broken.
    refetchInterval: (query) => (query.state.data?.status === "building" ? 3_000 : false),
  });

export const templatesQuery = queryOptions({
  queryKey: ["audiences", "templates"],
  queryFn: () => call(api.GET("/api/audience-templates")),
  staleTime: Number.POSITIVE_INFINITY,
});

export interface MemberQuestion {
  search: string;
  state: "current" | "exited";
  sortBy: "createdAt" | "firstName" | "lastName" | "primaryPhone" | "primaryEmail";
  sortOrder: "asc" | "desc";
}

/** Who is in an audience, or who was. */
export function useMembers(id: string, question: MemberQuestion): CursorList<AudienceMember> {
  const { search, ...rest } = question;
  return useCursorList<AudienceMember>(["audiences", "members", id, question], (cursor, signal) =>
    call(
      api.GET("/api/audience/{id}/contacts", {
        signal,
        params: {
          path: { id },
          query: { limit: 100, ...rest, ...(search && { search }), ...(cursor && { cursor }) },
        },
      }),
    ),
  );
}

/** Why a contact is in a live audience or not. */
export const whyQuery = (id: string, contactId: string) =>
  queryOptions({
    queryKey: ["audiences", "why", id, contactId],
    queryFn: () =>
      call(api.GET("/api/audience/{id}/why/{contactId}", { params: { path: { id, contactId } } })),
  });

const refresh = () => {
  queryClient.invalidateQueries({ queryKey: ["audiences"] });
  queryClient.invalidateQueries({ queryKey: ["contacts"] });
  queryClient.invalidateQueries({ queryKey: ["jobs"] });
};

export function useCreateAudience() {
  return useMutation({
    mutationFn: (body: Omit<AudienceCreate, "rules"> & { rules?: RuleGroup | null }) =>
      call(api.POST("/api/audience", { body: body as AudienceCreate })),
    onSuccess: refresh,
  });
}

export interface AudienceChange {
  name?: string;
  description?: string | null;
  rules?: RuleGroup;
}

/** Change an audience, unless somebody else has changed it since it was read. */
export function useChangeAudience(audience: Pick<Audience, "id" | "version">) {
  return useMutation({
    mutationFn: (body: AudienceChange) =>
      call(
        api.PATCH("/api/audience/{id}", {
          params: { path: { id: audience.id } },
          headers: { "If-Match": `"${audience.version}"` },
          body: body as never,
        }),
      ),
    onSuccess: (changed) => {
      queryClient.setQueryData(["audiences", "one", changed.id], changed);
      refresh();
    },
  });
}

export function useDeleteAudience() {
  return useMutation({
    mutationFn: (id: string) => call(api.DELETE("/api/audience/{id}", { params: { path: { id } } })),
    onSuccess: refresh,
    onError: notifyError,
  });
}

export function useRestoreAudience() {
  return useMutation({
    mutationFn: (id: string) => call(api.POST("/api/audience/{id}/restore", { params: { path: { id } } })),
    onSuccess: refresh,
    onError: notifyError,
  });
}

export function useSplitAudience(id: string) {
  return useMutation({
    mutationFn: (body: { parts: number; names?: string[] }) =>
      call(api.POST("/api/audience/{id}/split", { params: { path: { id } }, body })),
    onSuccess: refresh,
  });
}

/** Put contacts into a static audience, or take them out. */
export function useMemberActions(id: string) {
  const path = { path: { id } };
  const options = { onSuccess: refresh, onError: notifyError };
  return {
    add: useMutation({
      mutationFn: (contacts: string[]) =>
        call(api.POST("/api/audience/{id}/add-contacts", { params: path, body: { contacts } })),
      ...options,
    }),
    remove: useMutation({
      mutationFn: (contacts: string[]) =>
        call(api.POST("/api/audience/{id}/remove-contacts", { params: path, body: { contacts } })),
      ...options,
    }),
    addMatching: useMutation({
      mutationFn: (filter: RuleGroup) =>
        call(
          api.POST("/api/audience/{id}/add-by-filter", { params: path, body: { filter: filter as never } }),
        ),
      onSuccess: refresh,
    }),
  };
}

/** A list that replaces the members: a file, or numbers. */
export type MemberList = { file: File } | { phones: string[] };

/** Replace the members of a static audience, or only tell what would happen. */
export function useReplaceMembers() {
  return useMutation({
    mutationFn: ({ id, list, dryRun }: { id: string; list: MemberList; dryRun: boolean }) => {
      if ("phones" in list)
        return call(
          api.PUT("/api/audience/{id}/members", {
            params: { path: { id }, query: { dryRun } },
            body: { phones: list.phones } as never,
          }),
        );
      const form = new FormData();
      form.set("file", list.file);
      return upload<MembersRefreshed>(`/api/audience/${id}/members?dryRun=${dryRun}`, form, "PUT");
    },
    onSuccess: (_, { dryRun }) => dryRun || refresh(),
  });
}
