import { expect, test } from "vitest";
import { topicsToAsk, waitFor } from "./topics";

test("a topic is asked for with what shows it elsewhere", () => {
  expect(topicsToAsk("duplicates")).toEqual(["duplicates", "merges", "home"]);
  expect(topicsToAsk("tags")).toEqual(["tags"]);
});

test("contacts, which an import changes all the time, are asked for less often", () => {
  expect(waitFor("contacts")).toBeGreaterThan(waitFor("tags"));
});
