import { beforeAll, expect, test, vi } from "vitest";
import { changeLocale, i18n } from "../i18n";
import { ApiError } from "./errors";

beforeAll(() => {
  vi.stubGlobal("localStorage", { getItem: () => "fr", setItem: () => {} });
  vi.stubGlobal("document", { documentElement: {} });
});

const refusal = (body: unknown, status = 409) =>
  ApiError.from(
    new Response(typeof body === "string" ? body : JSON.stringify(body), {
      status,
      headers: { "X-Request-Id": "r-1" },
    }),
  );

const inUse = {
  code: "TAG_IN_USE",
  message: "The rules of live audiences name this tag: 'VIP'; change them first.",
  params: { audiences: [{ id: "1", name: "VIP" }] },
};
const taken = { code: "CONTACT_EXISTS", message: "Send both through POST /contact/upsert." };
const refused = {
  code: "VALIDATION_FAILED",
  message: "firstName: At most 64 characters.",
  fieldErrors: { firstName: ["At most 64 characters."], primaryEmail: ["No address."], city: ["Odd."] },
  fieldDetails: {
    firstName: [{ code: "maxLength", params: { max: 64 } }],
    primaryEmail: [{ code: "format", params: {} }],
    city: [{ code: "neverHeardOf", params: {} }],
  },
};

test("an error speaks the language of the reader and names what is in the way", async () => {
  expect((await refusal(inUse)).message).toContain("VIP");
  expect((await refusal(inUse)).message).toContain("étiquette");
});

test("each field says what is wrong with it, by its code and its limits", async () => {
  const { fieldErrors, message } = await refusal(refused, 400);
  expect(fieldErrors.firstName).toEqual(["Au plus 64 caractères."]);
  expect(fieldErrors.primaryEmail?.[0]).toContain("nom@exemple.ma");
  expect(message).toContain("firstName: Au plus 64 caractères.");
});

test("what no text is there for is said as the server does", async () => {
  expect((await refusal(refused, 400)).fieldErrors.city).toEqual(["Odd."]);
  expect((await refusal({ code: "NEW_THING", message: "Something new." })).message).toBe("Something new.");
});

test("an answer of something in between is an error all the same", async () => {
  const error = await refusal("<html>Bad gateway</html>", 502);
  expect([error.status, error.code, error.requestId]).toEqual([502, "UNKNOWN", "r-1"]);
  expect(error.message).toContain("Réessayez");
});

test("in English the server speaks for itself, but for what is about calling its API", async () => {
  await refusal(inUse);
  await changeLocale("en");
  expect(i18n.language).toBe("en");
  expect((await refusal(inUse)).message).toBe(inUse.message);
  expect((await refusal(taken)).message).not.toContain("POST");
  expect((await refusal(refused, 400)).fieldErrors.firstName).toEqual(["At most 64 characters."]);
});
