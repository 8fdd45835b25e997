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
