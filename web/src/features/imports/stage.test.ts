import { expect, it } from "vitest";
import { stageOf } from "./stage";

it("shows the step that an import is at, on whatever device", () => {
  expect(stageOf({ status: "uploaded", error: null }, null)).toBe("map");
  expect(stageOf({ status: "uploaded", error: null }, "check")).toBe("checking");
  expect(stageOf({ status: "uploaded", error: { code: "X", message: "no" } }, "check")).toBe("map");
  expect(stageOf({ status: "validated", error: null }, "check")).toBe("check");
  expect(stageOf({ status: "validated", error: null }, "map")).toBe("map");
  expect(stageOf({ status: "running", error: null }, "map")).toBe("run");
  expect(stageOf({ status: "undoing", error: null }, null)).toBe("result");
});
