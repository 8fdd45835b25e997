import { expect, test } from "vitest";
import { numbersOf } from "./numbers";

test("one number in each line, or between commas", () => {
  expect(numbersOf(" 06 12 34 56 78\n\n+212 661-234567;0033 1 99 00 00 01, ")).toEqual([
    "06 12 34 56 78",
    "+212 661-234567",
    "0033 1 99 00 00 01",
  ]);
});
