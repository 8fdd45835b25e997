import { api, call } from "../../../api/client";
import type { Duplicate } from "../../../api/schema";
import { type CursorList, useCursorList } from "../../../ui/table/useCursorList";

/** Which pairs: all, only the certain or only the probable ones; from a score on, in percent. */
export interface DuplicatesQuestion {
  kind: "certain" | "probable" | null;
  score: number;
  status: "open" | "dismissed";
}

/** The queue, the likeliest first. */
export function useDuplicates({ kind, score, status }: DuplicatesQuestion): CursorList<Duplicate> {
  return useCursorList<Duplicate>(["duplicates", "list", kind, score, status], (cursor, signal) =>
    call(
      api.GET("/api/duplicates", {
        signal,
        params: {
          query: {
            limit: 50,
            status,
            minScore: score / 100,
            ...(kind && { certain: kind === "certain" }),
            ...(cursor && { cursor }),
          },
        },
      }),
    ),
  );
}
