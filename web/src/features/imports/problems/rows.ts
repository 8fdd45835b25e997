import type { CheckedRow, ImportProblem } from "../../../api/schema";

/** The code of a row that somebody left out. */
export const SKIPPED = "skipped";

/** A row of the file with all that is wrong with it. */
export interface ProblemRow {
  line: number;
  cells: (string | null)[];
  problems: ImportProblem[];
  state: "open" | "fixed" | "skipped";
}

/** Problems, in the order of the file, as rows; what was checked since (by line) goes before what the list told. */
export function rowsOf(problems: ImportProblem[], checked: ReadonlyMap<number, CheckedRow>): ProblemRow[] {
  const rows = new Map<number, ProblemRow>();
  for (const problem of problems) {
    const row = rows.get(problem.line);
    if (row) row.problems.push(problem);
    else
      rows.set(problem.line, { line: problem.line, cells: problem.row, problems: [problem], state: "open" });
  }
  for (const [line, { row, problems: left }] of checked)
    if (rows.has(line)) rows.set(line, { line, cells: row, problems: left, state: stateOf(left) });
  return [...rows.values()].map((row) =>
    row.problems.length > 0 ? { ...row, state: stateOf(row.problems) } : row,
  );
}

function stateOf(left: ImportProblem[]): ProblemRow["state"] {
  if (left.length === 0) return "fixed";
  return left.some((problem) => problem.code === SKIPPED) ? "skipped" : "open";
}

/** What is wrong with one cell of a row, if anything. */
export const problemOf = (row: ProblemRow, column: number): ImportProblem | undefined =>
  row.problems.find((problem) => problem.columnNumber === column);
