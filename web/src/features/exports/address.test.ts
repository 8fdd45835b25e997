import { expect, test } from "vitest";
import { exportAddress, usualText } from "./address";

const csv = { delimiter: ";", decimal: ",", bom: true };

test("a file of all columns asks for none by name", () => {
  expect(exportAddress("/api/contact/export", { search: "é & b", tagId: null }, "xlsx", [], csv)).toBe(
    "/api/contact/export?format=xlsx&search=%C3%A9+%26+b",
  );
});

test("only a CSV file has a delimiter and a decimal mark", () => {
  expect(exportAddress("/x", {}, "csv", ["fullName", "customAttributes.due"], csv)).toBe(
    "/x?format=csv&columns=fullName%2CcustomAttributes.due&delimiter=%3B&decimal=%2C&bom=true",
  );
});

test("French Excel wants semicolons and decimal commas", () => {
  expect(usualText("fr")).toEqual(csv);
  expect(usualText("en").delimiter).toBe(",");
});
