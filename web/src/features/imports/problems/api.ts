import { queryOptions } from "@tanstack/react-query";
import { api, call } from "../../../api/client";
import { queryClient } from "../../../api/query";
import type { CellsChecked, CellsUpdate, Import, ImportProblem } from "../../../api/schema";
import { type CursorList, useCursorList } from "../../../ui/table/useCursorList";
import { importQuery } from "../api";

export interface ProblemFilter {
  column: number | null;
  code: string | null;
}

/** Problems by column and cause, with the values that cause most of them. */
export const summaryQuery = (id: string) =>
  queryOptions({
    queryKey: ["imports", "problems", id],
    queryFn: () => call(api.GET("/api/imports/{id}/problems/summary", { params: { path: { id } } })),
  });

// Not under the topic "imports": rows that were put right stay in their place until the list is asked for anew.
const listKey = (id: string) => ["import-problems", id];

/** What is wrong with cells, in the order of the file. */
export function useProblems(
  { id, status }: Import,
  { column, code }: ProblemFilter,
): CursorList<ImportProblem> {
  return useCursorList<ImportProblem>([...listKey(id), status, column, code], (cursor, signal) =>
    call(
      api.GET("/api/imports/{id}/problems", {
        signal,
        params: {
          path: { id },
          query: {
            limit: 100,
            ...(column !== null && { column }),
            ...(code && { code }),
            ...(cursor && { cursor }),
          },
        },
      }),
    ),
  );
}

/** Say what cells should be. */
export const correctCells = (id: string, body: CellsUpdate) =>
  call(api.PATCH("/api/imports/{id}/cells", { params: { path: { id } }, body }));

/** Take back all that was said of a row. */
export const takeBackRow = (id: string, line: number) =>
  call(api.DELETE("/api/imports/{id}/cells", { params: { path: { id }, query: { line } } }));

/** The dry run follows a correction at once; so do the counts of problems. */
export function follow(id: string, answer: CellsChecked): void {
  if (answer.preview) {
    const { preview } = answer;
    queryClient.setQueryData(importQuery(id).queryKey, (one) => one && { ...one, preview });
  }
  queryClient.invalidateQueries({ queryKey: ["imports", "problems", id] });
}

export const askForProblems = (id: string) => queryClient.invalidateQueries({ queryKey: listKey(id) });
