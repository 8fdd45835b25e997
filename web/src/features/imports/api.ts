import { queryOptions, useMutation } from "@tanstack/react-query";
import { api, call } from "../../api/client";
import { queryClient } from "../../api/query";
import type { Import, MappingUpdate, SourceUpdate } from "../../api/schema";
import { notifyError } from "../../ui/notify";
import { type CursorList, useCursorList } from "../../ui/table/useCursorList";

/** Imports, newest first. */
export function useImports(): CursorList<Import> {
  return useCursorList<Import>(["imports", "list"], (cursor, signal) =>
    call(api.GET("/api/imports", { signal, params: { query: { limit: 50, ...(cursor && { cursor }) } } })),
  );
}

const WORKING: Import["status"][] = ["validating", "queued", "running", "undoing"];

/** True while the server works on an import. */
export const isWorking = (one: Import): boolean => WORKING.includes(one.status);

/** One import; asked for again and again while the server works on it, or when `waiting` for it to begin. */
export const importQuery = (id: string, waiting = false) =>
  queryOptions({
    queryKey: ["imports", "one", id],
    queryFn: () => call(api.GET("/api/imports/{id}", { params: { path: { id } } })),
    refetchInterval: (query) =>
      query.state.data && (isWorking(query.state.data) || (waiting && query.state.data.status === "uploaded"))
        ? 1_000
        : false,
  });

/** What is in the file of an import that has not run. It is read on the server each time, so not asked for idly. */
export const sourceQuery = (id: string) =>
  queryOptions({
    queryKey: ["import-source", id],
    queryFn: () => call(api.GET("/api/imports/{id}/source", { params: { path: { id } } })),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
  });

export const mappingsQuery = queryOptions({
  queryKey: ["imports", "mappings"],
  queryFn: () => call(api.GET("/api/import-mappings")),
});

const refresh = () => queryClient.invalidateQueries({ queryKey: ["imports"] });

const keep = (one: Import) => {
  queryClient.setQueryData(importQuery(one.id).queryKey, (before) => ({
    ...one,
    createdByName: before?.createdByName ?? one.createdByName,
  }));
  refresh();
  queryClient.invalidateQueries({ queryKey: ["jobs"] });
};

/** Read the file in another way: its sheet, encoding, delimiter or header row. */
export function useReadAgain(id: string) {
  return useMutation({
    mutationFn: (body: SourceUpdate) =>
      call(api.PUT("/api/imports/{id}/source", { params: { path: { id } }, body })),
    onSuccess: (source) => {
      queryClient.setQueryData(sourceQuery(id).queryKey, source);
      refresh();
    },
    onError: notifyError,
  });
}

/** Set the mapping; the dry run is then made. */
export function useMapColumns(id: string) {
  return useMutation({
    mutationFn: (body: MappingUpdate) =>
      call(api.PUT("/api/imports/{id}/mapping", { params: { path: { id } }, body })),
    onSuccess: keep,
  });
}

/** What one can tell an import to do; each answers with the import. */
const STEPS = {
  preview: (id: string) => call(api.POST("/api/imports/{id}/preview", { params: { path: { id } } })),
  execute: (id: string) => call(api.POST("/api/imports/{id}/execute", { params: { path: { id } } })),
  resume: (id: string) => call(api.POST("/api/imports/{id}/resume", { params: { path: { id } } })),
  cancel: (id: string) => call(api.POST("/api/imports/{id}/cancel", { params: { path: { id } } })),
  undo: (id: string) => call(api.POST("/api/imports/{id}/undo", { params: { path: { id } } })),
};

/** Tell an import to do something: check again, run, go on, stop, undo. */
export function useImportStep(id: string, step: keyof typeof STEPS) {
  return useMutation({ mutationFn: () => STEPS[step](id), onSuccess: keep, onError: notifyError });
}

/** Forget an import that has not run. */
export function useDiscard(id: string) {
  return useMutation({
    mutationFn: () => call(api.DELETE("/api/imports/{id}", { params: { path: { id } } })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ["imports", "list"] }),
    onError: notifyError,
  });
}

/** Take the rejected rows in again, as an import of their own that is checked first. */
export function useRetry(id: string) {
  return useMutation({
    mutationFn: () =>
      call(api.POST("/api/imports/{id}/retry", { params: { path: { id } }, body: { dryRun: true } })),
    onSuccess: keep,
    onError: notifyError,
  });
}

export function useSaveMapping(importId: string) {
  return useMutation({
    mutationFn: (name: string) => call(api.POST("/api/import-mappings", { body: { name, importId } })),
    onSuccess: refresh,
  });
}

export function useDeleteMapping() {
  return useMutation({
    mutationFn: (id: string) => call(api.DELETE("/api/import-mappings/{id}", { params: { path: { id } } })),
    onSuccess: refresh,
    onError: notifyError,
  });
}
