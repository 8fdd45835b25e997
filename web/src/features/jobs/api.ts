import { queryOptions, useMutation } from "@tanstack/react-query";
import { api, call } from "../../api/client";
import { queryClient } from "../../api/query";
import type { Job } from "../../api/schema";
import { notifyError } from "../../ui/notify";

/** Long works: those that run, then those that ended last. */
export const jobsQuery = queryOptions({
  queryKey: ["jobs", "recent"],
  queryFn: () => call(api.GET("/api/jobs", { params: { query: { state: "recent", limit: 30 } } })),
  // Live updates tell of steps; this is for a connection that is broken.
  refetchInterval: (query) => (query.state.data?.data.some(isRunning) ? 3_000 : false),
});

/** True while a job waits or works. */
export const isRunning = (job: Job): boolean => job.status === "waiting" || job.status === "running";

export function useCancelJob() {
  return useMutation({
    mutationFn: (job: Job) =>
      call(api.POST("/api/jobs/{kind}/{id}/cancel", { params: { path: { kind: job.kind, id: job.id } } })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ["jobs"] }),
    onError: notifyError,
  });
}

/** Take an action on many contacts back; that is a job too. */
export function useUndoBulk() {
  return useMutation({
    mutationFn: (id: string) => call(api.POST("/api/bulk-actions/{id}/undo", { params: { path: { id } } })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ["jobs"] }),
    onError: notifyError,
  });
}

/** Where a job's own screen is, if it has one. */
export function jobAddress(job: Job): string | null {
  switch (job.kind) {
    case "import":
      return `/imports/${job.id}`;
    case "audience_build":
      return job.about.audienceId ? `/audiences/${job.about.audienceId}` : "/audiences";
    case "duplicate_scan":
    case "duplicate_acceptance":
      return "/quality/duplicates";
    case "hygiene":
      return "/quality/clean-ups";
    default:
      return null;
  }
}
