import { expect, test } from "vitest";
import type { RuleField } from "../../../api/schema";
import { newCondition, withField, withOperator } from "./fields";

const text = { shape: "one", input: "text" } as const;
const texts = { shape: "many", input: "text" } as const;
const city = {
  name: "city",
  label: "City",
  group: "profile",
  type: "text",
  operators: ["equals", "in", "is_empty"],
  takes: { equals: text, in: texts, is_empty: { shape: "none", input: "none" } },
} as RuleField;
const zip = { ...city, name: "zip" } as RuleField;
const due = {
  name: "due",
  label: "Due",
  group: "attribute",
  type: "date",
  operators: ["equals", "within_last", "within_next"],
  takes: {
    equals: { shape: "one", input: "date" },
    within_last: { shape: "span", input: "span" },
    within_next: { shape: "span", input: "span" },
  },
} as RuleField;

test("a new condition begins with what is asked most", () => {
  expect(newCondition(city)).toEqual({ field: "city", operator: "equals" });
  expect(newCondition(due)).toEqual({
    field: "due",
    operator: "within_last",
    value: { amount: 30, unit: "days" },
  });
});

test("another operator keeps a value that still fits", () => {
  const one = { field: "city", operator: "equals", value: "Fès" } as const;
  expect(withOperator(one, city, "in").value).toEqual(["Fès"]);
  expect(withOperator({ ...one, operator: "in", value: ["Fès", "Salé"] }, city, "equals").value).toBe("Fès");
  expect(withOperator(one, city, "is_empty")).toEqual({ field: "city", operator: "is_empty" });
  const soon = {
    field: "due",
    operator: "within_last",
    value: { amount: 3, unit: "weeks" },
    zone: "contact",
  } as const;
  expect(withOperator(soon, due, "within_next")).toEqual({ ...soon, operator: "within_next" });
  expect(withOperator(soon, due, "equals")).toEqual({ field: "due", operator: "equals" });
});

test("another field keeps operator and value only where both fit", () => {
  const one = { field: "city", operator: "equals", value: "Fès" } as const;
  expect(withField(one, city, zip)).toEqual({ ...one, field: "zip" });
  expect(withField(one, city, due)).toEqual({ field: "due", operator: "equals" });
});
