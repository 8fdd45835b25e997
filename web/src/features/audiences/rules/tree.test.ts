import { expect, test } from "vitest";
import type { RuleCondition, RuleGroup } from "../../../api/schema";
import { addTo, changeAt, conditionsOf, nodeAt, pathName, removeAt } from "./tree";

const city: RuleCondition = { field: "city", operator: "equals", value: "Rabat" };
const vip: RuleCondition = { field: "tags", operator: "has_any", value: ["vip"] };
const due: RuleCondition = { field: "customAttributes.due", operator: "is_empty" };
const tree: RuleGroup = {
  logic: "AND",
  conditions: [city, { logic: "OR", conditions: [vip, { logic: "NOT", conditions: [due] }] }],
};

test("a node is found by its path, which has the server's name", () => {
  expect(nodeAt(tree, [1, 1, 0])).toBe(due);
  expect(nodeAt(tree, [0, 1])).toBeUndefined();
  expect(pathName([1, 1, 0])).toBe("rules.conditions.1.conditions.1.conditions.0");
  expect(pathName([])).toBe("rules");
});

test("a change makes a new tree and leaves the rest as it was", () => {
  const next = changeAt(tree, [1, 0], () => city);
  expect(nodeAt(next, [1, 0])).toBe(city);
  expect(nodeAt(next, [1, 1])).toBe(nodeAt(tree, [1, 1]));
  expect(nodeAt(tree, [1, 0])).toBe(vip);
});

test("nodes are added and taken away", () => {
  expect(conditionsOf(addTo(tree, [1, 1], city))).toEqual([city, vip, due, city]);
  expect(conditionsOf(removeAt(tree, [1, 0]))).toEqual([city, due]);
  expect(removeAt(tree, [])).toEqual({ logic: "AND", conditions: [] });
});
