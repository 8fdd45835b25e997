import { expect, test } from "vitest";
import type { QualityItem } from "../../../api/schema";
import { addressOf, linesOf, shareOf, toneOf } from "./lines";

const item = (name: string, count: number, rest: Partial<QualityItem> = {}): QualityItem => ({
  name,
  description: "",
  count,
  path: "/contact",
  filter: null,
  parameters: {},
  ...rest,
});
const items = [
  item("contacts", 200),
  item("stale", 20),
  item("misfit.plan", 3),
  item("duplicates", 4, { path: "/duplicates", parameters: { status: "open" } }),
];
const summary = {
  items,
  computedAt: "",
  seconds: 0,
  refreshing: false,
  callable: {
    count: 0,
    notCallable: 0,
    reasons: { invalid_phone: 0, unreachable: 0, not_in_service: 0, suppressed: 0, archived: 0 },
  },
};

test("values that do not fit stand at the end of the content", () => {
  expect(linesOf(items, "content").map((one) => one.name)).toEqual(["duplicates", "stale", "misfit.plan"]);
});

test("only contacts have a share of all contacts", () => {
  expect(items.map((one) => shareOf(one, summary))).toEqual([1, 0.1, 0.015, null]);
});

test("a number opens the contacts behind it", () => {
  const filter = { logic: "AND" as const, conditions: [] };
  expect(addressOf(item("stale", 1, { filter }))).toBe(
    "/contacts?filter=%7B%22logic%22%3A%22AND%22%2C%22conditions%22%3A%5B%5D%7D",
  );
  expect(addressOf(item("archived", 1, { parameters: { archived: "true" } }))).toBe(
    "/contacts?archived=true",
  );
  expect(addressOf(items[3] as QualityItem)).toBe("/quality/duplicates");
});

test("nothing to mend is quiet", () => {
  expect(toneOf(item("phoneInvalid", 0))).toBe("quiet");
  expect(toneOf(item("phoneInvalid", 1))).toBe("bad");
});
