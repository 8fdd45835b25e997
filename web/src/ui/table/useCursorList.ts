import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useMemo } from "react";

export interface CursorPage<T> {
  data: T[];
  meta: { nextCursor: string | null; total?: number; totalIsEstimate?: boolean };
}

export interface CursorList<T> {
  rows: T[];
  /** Undefined until the first page has come, and for lists that are not counted. */
  total: number | undefined;
  totalIsEstimate: boolean;
  isPending: boolean;
  /** What is asked, as text: another one begins another list. */
  question: string;
  /** What is shown belongs to the question before this one. */
  isStale: boolean;
  error: unknown;
  hasMore: boolean;
  isLoadingMore: boolean;
  loadMore: () => void;
  retry: () => void;
}

/** Pages by cursor, joined to one list that grows while one scrolls. `queryKey` starts with the topic. */
export function useCursorList<T>(
  queryKey: readonly unknown[],
  fetchPage: (cursor: string | undefined, signal: AbortSignal) => Promise<CursorPage<T>>,
): CursorList<T> {
  const query = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) => fetchPage(pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.meta.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.data) ?? [], [query.data]);
  const first = query.data?.pages[0]?.meta;
  return {
    rows,
    total: first?.total,
    totalIsEstimate: first?.totalIsEstimate ?? false,
    isPending: query.isPending,
    question: JSON.stringify(queryKey),
    isStale: query.isPlaceholderData,
    error: query.error,
    hasMore: query.hasNextPage,
    isLoadingMore: query.isFetchingNextPage,
    loadMore: () => {
      if (query.hasNextPage && !query.isFetchingNextPage) query.fetchNextPage();
    },
    retry: () => query.refetch(),
  };
}
