import { expect, test } from "vitest";
import { phonesOf } from "./phones";

test("a pasted column or line gives its numbers, spaces inside a number stay", () => {
  expect(phonesOf("06 12 34 56 78\r\n+212 612-345-679\n\n  0655555555 ;0655555556,0655555557\t")).toEqual([
    "06 12 34 56 78",
    "+212 612-345-679",
    "0655555555",
    "0655555556",
    "0655555557",
  ]);
});
