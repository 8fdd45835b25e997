import { expect, test } from "vitest";
import type { RuleCondition, RuleGroup } from "../../../api/schema";
import { errorsByNode, finished, isFinished } from "./finished";

const whole: RuleCondition = { field: "city", operator: "equals", value: "Rabat" };
const open: RuleCondition = { field: "city", operator: "equals" };

test.each<[Partial<RuleCondition>, boolean]>([
  [{ operator: "is_empty" }, true],
  [{ operator: "equals", value: false }, true],
  [{ operator: "equals", value: 0 }, true],
  [{ operator: "equals", value: "" }, false],
  [{ operator: "in", value: [] }, false],
  [{ operator: "between", value: [1, undefined] }, false],
  [{ operator: "within_last", value: { unit: "days" } }, false],
  [{ operator: "within_last", value: { amount: 3, unit: "days" } }, true],
  [{ operator: "happened", value: {} }, true],
])("%j is finished: %s", (condition, expected) => {
  expect(isFinished({ ...open, ...condition })).toBe(expected);
});

test("what is not finished is left out, with the groups that are empty then", () => {
  const tree: RuleGroup = {
    logic: "AND",
    conditions: [open, { logic: "OR", conditions: [open] }, { logic: "NOT", conditions: [open, whole] }],
  };
  const { rules, unfinished, places } = finished(tree);
  expect(rules).toEqual({ logic: "AND", conditions: [{ logic: "NOT", conditions: [whole] }] });
  expect(unfinished).toBe(3);
  expect(places.get("rules.conditions.0.conditions.0")).toBe("rules.conditions.2.conditions.1");
  expect(finished({ logic: "AND", conditions: [open] }).rules).toBeNull();
});

test("the server's messages come to the nodes of the whole tree", () => {
  const said = {
    "rules.conditions.0.value.2": ["No such tag."],
    "rules.conditions.0.zone": ["No such zone."],
    name: ["Too short."],
  };
  const places = new Map([["rules.conditions.0", "rules.conditions.3"]]);
  expect(errorsByNode(said, places)).toEqual({ "rules.conditions.3": ["No such tag.", "No such zone."] });
  expect(Object.keys(errorsByNode(said))).toEqual(["rules.conditions.0"]);
});
