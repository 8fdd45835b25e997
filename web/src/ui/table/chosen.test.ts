import { expect, test } from "vitest";
import { type Chosen, extended, NONE, toggled } from "./chosen";

const SHOWN = ["a", "b", "c", "d"];
const ALL: Chosen = { ids: new Set(), all: true, last: "" };
const ids = (chosen: Chosen) => [...chosen.ids].sort().join("");

test("a row is chosen and taken out again", () => {
  const one = toggled(NONE, "b", SHOWN);
  expect([ids(one), one.all]).toEqual(["b", false]);
  expect(ids(toggled(one, "b", SHOWN))).toBe("");
});

test("Shift chooses everything between two rows, upwards too", () => {
  expect(ids(extended(toggled(NONE, "b", SHOWN), "d", SHOWN))).toBe("bcd");
  expect(ids(extended(toggled(NONE, "c", SHOWN), "a", SHOWN))).toBe("abc");
  expect(ids(extended(NONE, "c", SHOWN))).toBe("c");
});

test("one that is taken out of everything is spared, and the others stay", () => {
  const spared = toggled(ALL, "b", SHOWN);
  expect([ids(spared), spared.all]).toEqual(["acd", false]);
  expect(ids(extended(ALL, "c", SHOWN))).toBe("abd");
});
