import { queryOptions, useMutation } from "@tanstack/react-query";
import { api, call } from "../../api/client";
import { queryClient } from "../../api/query";
import type { Tag } from "../../api/schema";
import { type CursorList, useCursorList } from "../../ui/table/useCursorList";

/** Tags whose name holds the text; the first hundred. */
export const tagsQuery = (search = "") =>
  queryOptions({
    queryKey: ["tags", "search", search],
    queryFn: () =>
      call(
        api.GET("/api/tags", {
          params: { query: { limit: 100, sortBy: "name", sortOrder: "asc", ...(search && { search }) } },
        }),
      ),
    placeholderData: (previous) => previous,
  });

export interface TagQuestion {
  search: string;
  sortBy: "name" | "createdAt" | "contactCount";
  sortOrder: "asc" | "desc";
}

/** All tags, page by page. */
export function useTags({ search, sortBy, sortOrder }: TagQuestion): CursorList<Tag> {
  return useCursorList<Tag>(["tags", "list", search, sortBy, sortOrder], (cursor, signal) =>
    call(
      api.GET("/api/tags", {
        signal,
        params: {
          query: { limit: 100, sortBy, sortOrder, ...(search && { search }), ...(cursor && { cursor }) },
        },
      }),
    ),
  );
}

/** Which contacts and audiences a tag is used by. */
export const tagUsageQuery = (id: string) =>
  queryOptions({
    queryKey: ["tags", "usage", id],
    queryFn: () => call(api.GET("/api/tags/{id}/usage", { params: { path: { id } } })),
  });

export interface TagValues {
  name: string;
  description: string | null;
}

/** Create a tag, or change the one with `id`. */
export function useSaveTag(id?: string) {
  return useMutation({
    mutationFn: (body: TagValues) =>
      id
        ? call(api.PATCH("/api/tags/{id}", { params: { path: { id } }, body }))
        : call(api.POST("/api/tags", { body })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ["tags"] }),
  });
}

/** The name of the tag that is called so; it is made when there is none. Names differ by more than case and accents. */
export async function theTag(name: string): Promise<string> {
  const { data } = await queryClient.fetchQuery({ ...tagsQuery(name), staleTime: 0 });
  const same = data.find((tag) => tag.name.localeCompare(name, undefined, { sensitivity: "base" }) === 0);
  if (same) return same.name;
  const made = await call(api.POST("/api/tags", { body: { name } }));
  queryClient.invalidateQueries({ queryKey: ["tags"] });
  return made.name;
}

export function useDeleteTag() {
  return useMutation({
    mutationFn: (id: string) => call(api.DELETE("/api/tags/{id}", { params: { path: { id } } })),
    onSuccess: () => {
      queryClient.invalidateQueries({ queryKey: ["tags"] });
      queryClient.invalidateQueries({ queryKey: ["contacts"] });
    },
  });
}
