import { expect, test } from "vitest";
import { draftOf, newLabels, updatesOf } from "./options";

const before = [
  { id: "a", label: "Gold", archived: false },
  { id: "b", label: "Silver", archived: true },
];

test("nothing changed asks for nothing", () => {
  expect(updatesOf(before, draftOf(before))).toEqual([]);
});

test("renamed, brought back and new options are told, empty new ones are left out", () => {
  const [gold, silver] = draftOf(before);
  if (!gold || !silver) throw new Error("two options");
  const draft = [
    { ...gold, label: " Golden " },
    { ...silver, archived: false },
    { key: "new-1", label: "Bronze", archived: false },
    { key: "new-2", label: " ", archived: false },
  ];
  expect(updatesOf(before, draft)).toEqual([
    { id: "a", label: "Golden", archived: false },
    { id: "b", label: "Silver", archived: false },
    { label: "Bronze" },
  ]);
  expect(newLabels(draft)).toEqual(["Golden", "Silver", "Bronze"]);
});
