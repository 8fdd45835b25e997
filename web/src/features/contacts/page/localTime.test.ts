import { expect, test } from "vitest";
import { localTime } from "./localTime";

const noon = new Date("2026-01-15T12:00:00Z");

test("the clock where the number is", () => {
  expect(localTime("Africa/Casablanca", "fr", noon)).toBe("13:00");
  expect(localTime("America/New_York", "fr", noon)).toBe("07:00");
});

test("a zone that nobody knows has no time", () => {
  expect(localTime("Nowhere/Land", "en", noon)).toBeNull();
});
