import { queryOptions, useMutation } from "@tanstack/react-query";
import { api, call } from "../../api/client";
import { queryClient } from "../../api/query";
import type { ContactsPart } from "../../api/schema";

export const homeQuery = queryOptions({ queryKey: ["home"], queryFn: () => call(api.GET("/api/home")) });

/** Whether this organization can be filled with invented people, and how far that is. */
export const demoQuery = queryOptions({
  queryKey: ["demo"],
  queryFn: () => call(api.GET("/api/demo")),
  refetchInterval: (query) => (query.state.data?.running ? 1_000 : false),
});

export function useFillDemo() {
  return useMutation({
    mutationFn: () => call(api.POST("/api/demo", { body: null })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ["demo"] }),
  });
}

/** The address of the list that shows just these contacts. */
export function contactsAddress(part: Pick<ContactsPart, "filter" | "archived">): string {
  const search = new URLSearchParams();
  if (part.filter) search.set("filter", JSON.stringify(part.filter));
  if (part.archived !== "false") search.set("archived", part.archived);
  return search.size ? `/contacts?${search}` : "/contacts";
}
