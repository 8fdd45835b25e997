import { expect, test } from "vitest";
import { makeFormat, regional } from "./format";

test("a language is written as where the viewer is", () => {
  expect(regional("en", ["en-GB", "fr"])).toBe("en-GB");
  expect(regional("en", ["fr-MA", "en"])).toBe("en");
  expect(regional("fr", ["en-US", "fr-MA"])).toBe("fr-MA");
});

test("Arabic has European digits", () => {
  expect(makeFormat(regional("ar", ["ar-EG"])).number(12)).toBe("12");
});

test("days stand before months where they do", () => {
  expect(makeFormat("en-GB").day("2026-11-22")).toBe("22 Nov 2026");
  expect(makeFormat("en-US").day("2026-11-22")).toBe("Nov 22, 2026");
});

test("the time of a zone is the one on its clocks", () => {
  const noon = "2026-11-22T12:00:00Z";
  expect(makeFormat("fr").time(noon, "Africa/Casablanca")).toBe("13:00");
  expect(makeFormat("fr").time(noon, "America/New_York")).toBe("07:00");
  expect(makeFormat("en").time(noon, "Nowhere/Land")).toBeNull();
});

test("days are typed in the order of the viewer's region", () => {
  expect(["en-US", "en-GB", "fr-MA", "ar"].map((name) => makeFormat(name).typedDay)).toEqual([
    "MM/DD/YYYY",
    "DD/MM/YYYY",
    "DD/MM/YYYY",
    "DD/MM/YYYY",
  ]);
});

test("what is rounded up to a whole unit is said in that unit", () => {
  const { duration, relative } = makeFormat("en");
  expect([duration(59.7), duration(119.6), duration(7190)]).toEqual(["1 min", "2 min", "2 hr 0 min"]);
  const now = Date.parse("2026-11-22T12:00:00Z");
  expect(relative("2026-11-21T12:06:00Z", now)).toBe("yesterday");
  expect(relative("2026-11-22T09:00:00Z", now)).toBe("3 hours ago");
});
