import { expect, test } from "vitest";
import { localPath } from "./localPath";

const HERE = "https://contacts.example.com";

test("a path of the app is kept, with what it asks for", () => {
  expect(localPath("/contacts?search=amina", HERE)).toBe("/contacts?search=amina");
});

test.each([
  null,
  "",
  "contacts",
  "https://evil.example",
  "//evil.example",
  "/\\evil.example",
  "/\t/evil.example",
  "/\n/evil.example",
  "/.//evil.example",
  "/a/..//evil.example",
  "javascript:alert(1)",
])("%j leads to the first screen", (next) => {
  expect(localPath(next, HERE)).toBe("/");
});
