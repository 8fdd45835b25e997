import { queryOptions, useMutation } from "@tanstack/react-query";
import { api, call } from "../../api/client";
import { queryClient } from "../../api/query";
import type { HygieneRun, QualityItem, SimilarNumbers } from "../../api/schema";
import { notifyError } from "../../ui/notify";
import { useCursorList } from "../../ui/table/useCursorList";

/** The numbers of the overview; those of a large organization are up to an hour old. */
export const summaryQuery = queryOptions({
  queryKey: ["quality", "summary"],
  queryFn: () => call(api.GET("/api/quality/summary")),
});

/** Count now. */
export function useCountNow() {
  return useMutation({
    mutationFn: () => call(api.GET("/api/quality/summary", { params: { query: { fresh: true } } })),
    onSuccess: (answer) => queryClient.setQueryData(summaryQuery.queryKey, answer),
    onError: notifyError,
  });
}

/** What a merge would make of two contacts: who gives each field, and how much moves. */
export const previewQuery = (survivor: string, loser: string) =>
  queryOptions({
    queryKey: ["merges", "preview", survivor, loser],
    queryFn: () =>
      call(api.POST("/api/contact/merge/preview", { body: { survivor, contacts: [loser], choices: {} } })),
  });

/** Ask again for everything that a merge, or its undoing, changes. */
export function refreshMerged(): void {
  for (const topic of ["duplicates", "merges", "contacts", "quality", "home"])
    queryClient.invalidateQueries({ queryKey: [topic] });
}

/** By field: the contact whose value is kept. */
export type Choices = Record<string, string>;

/** Merge two contacts that nobody asked about. */
export function useMergeContacts() {
  return useMutation({
    mutationFn: ({ survivor, loser, choices }: { survivor: string; loser: string; choices: Choices }) =>
      call(
        api.POST("/api/contact/{id}/merge", {
          params: { path: { id: survivor } },
          body: { contacts: [loser], choices, dryRun: false },
        }),
      ),
    onSuccess: refreshMerged,
    onError: notifyError,
  });
}

/** Undo a merge. */
export function useUnmerge() {
  return useMutation({
    mutationFn: (id: string) => call(api.POST("/api/merges/{id}/unmerge", { params: { path: { id } } })),
    onSuccess: refreshMerged,
    onError: notifyError,
  });
}

export const MERGES_PAGE = 50;

/** Merges, the newest first. */
export const mergesQuery = (page: number) =>
  queryOptions({
    queryKey: ["merges", "list", page],
    queryFn: () => call(api.GET("/api/merges", { params: { query: { page, limit: MERGES_PAGE } } })),
  });

export const SIMILAR_KINDS = [
  "one_digit",
  "swapped",
  "same_tail",
] as const satisfies SimilarNumbers["kind"][];

/** Numbers that differ little, of the last scan. */
export function useSimilarNumbers(kind: SimilarNumbers["kind"] | null) {
  return useCursorList<SimilarNumbers>(["duplicates", "similar", kind], (cursor, signal) =>
    call(
      api.GET("/api/duplicates/similar-numbers", {
        signal,
        params: { query: { limit: 100, ...(kind && { kind }), ...(cursor && { cursor }) } },
      }),
    ),
  );
}

/** Scans and acceptances, the newest first. */
export const runsQuery = queryOptions({
  queryKey: ["duplicates", "runs"],
  queryFn: () => call(api.GET("/api/duplicates/runs", { params: { query: { limit: 10 } } })),
  refetchInterval: (query) => (query.state.data?.data.some((run) => !run.finishedAt) ? 2_000 : false),
});

/** Look for duplicates, among what changed or among all. */
export function useScan() {
  return useMutation({
    mutationFn: (full: boolean) => call(api.POST("/api/duplicates/runs", { body: { full } })),
    onSuccess: () => {
      queryClient.invalidateQueries({ queryKey: runsQuery.queryKey });
      queryClient.invalidateQueries({ queryKey: ["jobs"] });
    },
    onError: notifyError,
  });
}

/** The clean-ups with their schedules. */
export const cleanUpsQuery = queryOptions({
  queryKey: ["hygiene", "tasks"],
  queryFn: () => call(api.GET("/api/hygiene")),
});

/** Runs of clean-ups, the newest first. */
export const cleanUpRunsQuery = queryOptions({
  queryKey: ["hygiene", "runs"],
  queryFn: () => call(api.GET("/api/hygiene/runs", { params: { query: { limit: 50 } } })),
  refetchInterval: (query) => (query.state.data?.data.some((run) => !run.finishedAt) ? 2_000 : false),
});

/** One run, asked for until it has ended. */
export const cleanUpRunQuery = (id: string) =>
  queryOptions({
    queryKey: ["hygiene", "run", id],
    queryFn: () => call(api.GET("/api/hygiene/runs/{id}", { params: { path: { id } } })),
    refetchInterval: (query) => (query.state.data?.finishedAt ? false : 700),
  });

/** Start a clean-up; `dryRun` only tells what it would do. */
export const runCleanUp = (task: HygieneRun["task"], dryRun: boolean): Promise<HygieneRun> =>
  call(api.POST("/api/hygiene/{task}/run", { params: { path: { task }, query: { dryRun } } }));

/** Read the numbers of some contacts again by the numbering plans of today. */
export const verifyNumbers = (filter: QualityItem["filter"], dryRun: boolean): Promise<HygieneRun> =>
  call(
    api.POST("/api/quality/verify", {
      params: { query: { dryRun } },
      body: { ...(filter && { filter: filter as unknown as Record<string, unknown> }) },
    }),
  );
