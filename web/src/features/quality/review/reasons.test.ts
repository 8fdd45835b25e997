import { expect, test } from "vitest";
import type { Contact } from "../../../api/schema";
import { reasons } from "./reasons";

const person = (firstName: string, city: string, international: string): Contact =>
  ({ firstName, lastName: "Alami", city, primaryPhone: "", phone: { international } }) as Contact;
const left = person("Mohamed", "Rabat", "+212 6 12 34 56 78");
const right = person("محمد", "Salé", "+212 6 12 34 56 87");

test("the strongest reason first, what speaks against it last, each with both values", () => {
  const found = reasons(
    [
      { field: "city", outcome: "different", weight: -3.1 },
      { field: "firstName", outcome: "sameSound", weight: 5.6 },
      { field: "primaryPhone", outcome: "oneTypo", weight: 9 },
    ],
    left,
    right,
  );
  expect(found.map((one) => [one.field, one.tone, one.left, one.right])).toEqual([
    ["primaryPhone", "warn", "+212 6 12 34 56 78", "+212 6 12 34 56 87"],
    ["firstName", "good", "Mohamed", "محمد"],
    ["city", "bad", "Rabat", "Salé"],
  ]);
});

test("what is certain was not weighed and stands first, unless it speaks against the pair", () => {
  const found = reasons(
    [
      { field: "displayName", outcome: "different", weight: null },
      { field: "city", outcome: "similar", weight: 2 },
      { field: "primaryEmail", outcome: "same", weight: null },
    ],
    left,
    right,
  );
  expect(found.map((one) => one.field)).toEqual(["primaryEmail", "city", "displayName"]);
});

test("the same in another spelling is told apart from the same", () => {
  const of = (a: Contact, b: Contact) =>
    reasons([{ field: "firstName", outcome: "same", weight: 4 }], a, b)[0];
  expect(of(left, right)?.outcome).toBe("sameWritten");
  expect(of(left, left)?.outcome).toBe("same");
});
