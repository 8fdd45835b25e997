import { describe, expect, it } from "vitest";
import type { CheckedRow, ImportProblem } from "../../../api/schema";
import { problemOf, rowsOf } from "./rows";

const problem = (line: number, columnNumber: number | null, code = "format"): ImportProblem => ({
  line,
  columnNumber,
  column: null,
  field: null,
  value: "x",
  code,
  message: "",
  severity: "rejected",
  row: ["x", "y"],
});

const checked = (line: number, problems: ImportProblem[]): [number, CheckedRow] => [
  line,
  { line, problems, row: ["mended", "y"], status: problems.length ? "rejected" : "created" },
];

describe("the rows with problems", () => {
  it("has one row for all problems of a line, in the order of the file", () => {
    const rows = rowsOf([problem(3, 0), problem(3, 1), problem(8, 0)], new Map());
    expect(rows.map((row) => [row.line, row.problems.length, row.state])).toEqual([
      [3, 2, "open"],
      [8, 1, "open"],
    ]);
    expect(rows[0] && problemOf(rows[0], 1)?.line).toBe(3);
  });

  it("knows a row that was left out before", () => {
    expect(rowsOf([problem(3, null, "skipped")], new Map())[0]?.state).toBe("skipped");
  });

  it("keeps a row in its place when it was put right or left out", () => {
    const listed = [problem(3, 0), problem(8, 0)];
    const seen = new Map([checked(3, []), checked(8, [problem(8, null, "skipped")]), checked(9, [])]);
    expect(rowsOf(listed, seen).map((row) => [row.line, row.cells[0], row.state])).toEqual([
      [3, "mended", "fixed"],
      [8, "mended", "skipped"],
    ]);
  });
});
