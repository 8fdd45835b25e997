import { expect, test } from "vitest";
import type { MergedField } from "../../../api/schema";
import { fieldPairs } from "./values";

const field = (name: string, left: MergedField["value"], right: MergedField["value"]): MergedField => ({
  field: name,
  value: left,
  from: "l",
  chosen: false,
  values: [
    ...(left === null ? [] : [{ contactId: "l", value: left }]),
    ...(right === null ? [] : [{ contactId: "r", value: right }]),
  ],
});

test("what differs stands first, and what only one of them has differs", () => {
  const pairs = fieldPairs(
    [field("city", "Rabat", "Rabat"), field("firstName", "Amal", "Amel"), field("zip", null, "10000")],
    "l",
    "r",
  );
  expect(pairs.map((one) => [one.field, one.left, one.right, one.same])).toEqual([
    ["firstName", "Amal", "Amel", false],
    ["zip", null, "10000", false],
    ["city", "Rabat", "Rabat", true],
  ]);
});

test("lists are compared by what is in them", () => {
  expect(fieldPairs([field("channels", ["sms", "call"], ["sms", "call"])], "l", "r")[0]?.same).toBe(true);
});
