import { queryOptions, useMutation } from "@tanstack/react-query";
import { api, call } from "../../../api/client";
import { queryClient } from "../../../api/query";
import { notifyError } from "../../../ui/notify";
import type { Question } from "../question";

/** What a saved view of the contacts holds. */
export type ViewContent = Partial<Question> & { columns?: string[] };

/** Own and shared views of the contacts. */
export const viewsQuery = queryOptions({
  queryKey: ["views", "contacts"],
  queryFn: () => call(api.GET("/api/views", { params: { query: { list: "contacts" } } })),
});

const refresh = () => queryClient.invalidateQueries({ queryKey: ["views"] });

/** Save what is shown under a name. */
export function useSaveView() {
  return useMutation({
    mutationFn: (view: { name: string; shared: boolean; query: ViewContent }) =>
      call(api.POST("/api/views", { body: { ...view, list: "contacts" } as never })),
    onSuccess: refresh,
  });
}

export function useRemoveView() {
  return useMutation({
    mutationFn: (id: string) => call(api.DELETE("/api/views/{id}", { params: { path: { id } } })),
    onSuccess: refresh,
    onError: notifyError,
  });
}
