import { expect, test } from "vitest";
import type { AudienceTemplate } from "../../../api/schema";
import { defaults, fillTemplate, fillText, isFilled } from "./templates";

const template = {
  id: "x",
  name: "Segment: {value}",
  description: "",
  rules: {
    logic: "AND",
    conditions: [
      { field: "customAttributes.{attribute}", operator: "equals", value: "{value}" },
      { field: "createdAt", operator: "within_last", value: { amount: "{days}", unit: "days" } },
      { field: "suppressed.call", operator: "equals", value: false },
    ],
  },
  parameters: [
    { name: "attribute", description: "", required: true, default: null },
    { name: "value", description: "", required: true, default: null },
    { name: "days", description: "", required: false, default: 30 },
  ],
} as AudienceTemplate;

test("values take the places of their names, numbers stay numbers", () => {
  const given = { ...defaults(template), attribute: "plan", value: "premium" };
  expect(isFilled(template, defaults(template))).toBe(false);
  expect(isFilled(template, given)).toBe(true);
  expect(fillTemplate(template.rules, given).conditions).toEqual([
    { field: "customAttributes.plan", operator: "equals", value: "premium" },
    { field: "createdAt", operator: "within_last", value: { amount: 30, unit: "days" } },
    { field: "suppressed.call", operator: "equals", value: false },
  ]);
  expect(fillText(template.name, given)).toBe("Segment: premium");
});
