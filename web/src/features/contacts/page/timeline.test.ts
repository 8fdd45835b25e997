import { expect, test } from "vitest";
import { byDay, ofKind } from "./timeline";

test("events of one day stand together, in their order", () => {
  const at = (day: number, hour: number) => ({ at: new Date(2026, 0, day, hour).toISOString() });
  const days = byDay([at(2, 15), at(2, 9), at(1, 23)]);
  expect(days.map((one) => [one.day, one.events.length])).toEqual([
    ["2026-1-2", 2],
    ["2026-1-1", 1],
  ]);
});

test("calls are no changes, and all is everything", () => {
  expect(ofKind({ kind: "called" }, "changes")).toBe(false);
  expect(ofKind({ kind: "called" }, "calls")).toBe(true);
  expect(ofKind({ kind: "entered" }, "all")).toBe(true);
});
