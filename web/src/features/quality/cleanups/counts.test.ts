import { expect, test } from "vitest";
import { countsOf, wouldAct } from "./counts";

test("what was done stands before what was looked at; nothing is told of what did not happen", () => {
  const report = { counts: { checked: 900, verified: 900, changed: 3, wouldBeAnotherNumber: 0 }, sample: {} };
  expect(countsOf(report)).toEqual([
    ["changed", 3],
    ["checked", 900],
    ["verified", 900],
  ]);
});

test("a run that only looked has nothing to do", () => {
  expect(wouldAct({ counts: { checked: 900, archived: 0 }, sample: {} })).toBe(false);
  expect(wouldAct({ counts: { checked: 900, archived: 2 }, sample: {} })).toBe(true);
});
