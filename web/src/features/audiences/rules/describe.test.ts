import { createInstance, type TFunction } from "i18next";
import { beforeAll, expect, test } from "vitest";
import type { RuleCondition, RuleField } from "../../../api/schema";
import { makeFormat } from "../../../i18n/format";
import ar from "../../../i18n/messages/ar/rules.json";
import en from "../../../i18n/messages/en/rules.json";
import fr from "../../../i18n/messages/fr/rules.json";
import { describe, type Words } from "./describe";

const take = (shape: string, input: string) => ({ shape, input }) as RuleField["takes"][string];
const field = (name: string, type: RuleField["type"], takes: RuleField["takes"], rest = {}) =>
  ({ name, type, label: name, group: "profile", operators: [], takes, ...rest }) as RuleField;
const fields = new Map(
  [
    field("city", "text", { equals: take("one", "text"), in: take("many", "text") }),
    field("tags", "tags", { has_any: take("many", "tag") }),
    field("createdAt", "datetime", { gt: take("one", "datetime"), more_than_ago: take("span", "span") }),
    field("engagement.attempts", "number", { gt: take("one", "number"), between: take("pair", "number") }),
    field("phone.region", "region", { equals: take("one", "region") }),
    field("calls", "calls", { happened: take("calls", "calls") }),
    field(
      "customAttributes.plan",
      "choice",
      { equals: take("one", "option") },
      { group: "attribute", label: "Plan", options: [{ value: "o1", label: "Premium" }] },
    ),
  ].map((one) => [one.name, one]),
);
const i18n = createInstance();
beforeAll(() =>
  i18n.init({
    ns: ["rules"],
    defaultNS: "rules",
    lng: "en",
    interpolation: { escapeValue: false },
    resources: { en: { rules: en }, fr: { rules: fr }, ar: { rules: ar } },
  }),
);
const say = (condition: RuleCondition, language = "en") => {
  const t = i18n.getFixedT(language, "rules") as unknown as TFunction<"rules">;
  const words: Words = { t, language, format: makeFormat(language), fields, names: new Map([["t1", "VIP"]]) };
  return describe(condition, words);
};

test.each<[RuleCondition, string]>([
  [{ field: "city", operator: "equals", value: "Rabat" }, "City is Rabat"],
  [{ field: "city", operator: "equals" }, "City is …"],
  [{ field: "suppressed.call", operator: "equals", value: false }, "Do not call: no"],
  [{ field: "city", operator: "in", value: ["Rabat", "Salé"] }, "City is one of Rabat and Salé"],
  [{ field: "city", operator: "in", value: [..."abcdef"] }, "City is one of a, b, c, d, and 2 more"],
  [{ field: "tags", operator: "has_any", value: ["t1"] }, "Tags: any of VIP"],
  [{ field: "customAttributes.plan", operator: "equals", value: "o1" }, "Plan is Premium"],
  [{ field: "phone.region", operator: "equals", value: "MA" }, "Country of the number is Morocco"],
  [{ field: "engagement.attempts", operator: "gt", value: 1200 }, "Calls made is more than 1,200"],
  [{ field: "engagement.attempts", operator: "between", value: [1, 3] }, "Calls made is between 1 and 3"],
  [
    { field: "createdAt", operator: "more_than_ago", value: { amount: 1, unit: "weeks" }, zone: "contact" },
    "Created: more than 1 week ago, by the contact’s time",
  ],
  [
    { field: "consent.marketing.call", operator: "equals", value: "granted" },
    "Consent to marketing by phone is granted",
  ],
  [
    {
      field: "calls",
      operator: "happened",
      value: { result: ["busy"], atLeast: 2, withinLast: { amount: 7, unit: "days" } },
    },
    "Called: Busy, in the last 7 days, at least 2 times",
  ],
])("%j is said as %s", (condition, expected) => {
  expect(say(condition)).toBe(expected);
});

test("dates are after, not more than", () => {
  expect(say({ field: "createdAt", operator: "gt", value: "2026-05-04T12:00:00Z" })).toContain("is after");
});

test("French and Arabic have sentences of their own, with their plurals", () => {
  const old: RuleCondition = {
    field: "createdAt",
    operator: "more_than_ago",
    value: { amount: 2, unit: "months" },
  };
  expect(say(old, "fr")).toBe("Création\u00a0: il y a plus de 2 mois");
  expect(say(old, "ar")).toBe("تاريخ الإنشاء: قبل أكثر من شهرين");
});
