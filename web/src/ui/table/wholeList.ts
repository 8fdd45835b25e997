import type { UseQueryResult } from "@tanstack/react-query";
import type { CursorList } from "./useCursorList";

/** A list that comes in one piece, for a DataTable. */
export function wholeList<T>(query: UseQueryResult<unknown>, rows: T[] | undefined): CursorList<T> {
  return {
    rows: rows ?? [],
    total: rows?.length,
    totalIsEstimate: false,
    isPending: query.isPending,
    question: "",
    isStale: query.isPlaceholderData,
    error: query.error,
    hasMore: false,
    isLoadingMore: false,
    loadMore: () => {},
    retry: () => query.refetch(),
  };
}
