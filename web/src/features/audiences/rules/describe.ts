import type { TFunction } from "i18next";
import type { RuleCondition, RuleField } from "../../../api/schema";
import type { Format } from "../../../i18n/format";
import { type Fields, fieldLabel, hasZone, operatorKey, optionLabel } from "./fields";

/** What is needed to say rules in words. */
export interface Words {
  t: TFunction<"rules">;
  format: Format;
  language: string;
  fields: Fields;
  /** Names of tags and audiences by their ids. */
  names: ReadonlyMap<string, string>;
}

interface Span {
  amount?: number;
  unit?: string;
}

interface Calls {
  result?: string[];
  flow?: string;
  campaign?: string;
  pressed?: string[];
  atLeast?: number;
  withinLast?: Span;
}

/** A condition as a sentence in the reader's language: "City is one of Rabat and Salé". */
export function describe(condition: RuleCondition, words: Words): string {
  const { t, fields, format } = words;
  const field = fields.get(condition.field);
  const label = fieldLabel(t, condition.field, field);
  const { operator, value } = condition;
  const shape = field?.takes[operator]?.shape ?? shapeOf(value);
  const plain = operator === "equals" && typeof value === "boolean";
  const key = plain ? "sentence.boolean" : `sentence.${operatorKey(operator, field?.type)}`;
  let said: string;
  if (shape === "calls") said = t(key, { calls: callsText(value as Calls | undefined, words) });
  else if (shape === "span")
    said = t(key, { field: label, span: spanText(value as Span | undefined, words) });
  else if (shape === "pair") {
    const [low, high] = Array.isArray(value) ? value : [];
    said = t(key, { field: label, low: valueText(low, field, words), high: valueText(high, field, words) });
  } else if (shape === "many") {
    const listed = (Array.isArray(value) ? value : []).map((one) => valueText(one, field, words));
    const some =
      listed.length > 5 ? [...listed.slice(0, 4), t("more", { count: listed.length - 4 })] : listed;
    said = t(key, { field: label, value: some.length ? format.list(some) : "…" });
  } else said = t(key, { field: label, value: valueText(value, field, words) });
  if (!hasZone(operator) || !condition.zone || condition.zone === "organization") return said;
  return condition.zone === "contact"
    ? t("inZoneOfContact", { sentence: said })
    : t("inZone", { sentence: said, zone: condition.zone });
}

/** One value as people read it: the name of a tag, an option, a country, a date, a number. */
export function valueText(value: unknown, field: RuleField | undefined, words: Words): string {
  const { t, format, names, language } = words;
  if (value === undefined || value === null || value === "") return "…";
  if (Array.isArray(value)) return format.list(value.map((one) => valueText(one, field, words)));
  if (typeof value === "boolean") return t(value ? "yes" : "no");
  if (typeof value === "number") return format.number(value);
  if (typeof value === "object") return callsText(value as Calls, words);
  const text = String(value);
  switch (field?.type) {
    case "choice":
    case "consent":
      return optionLabel(t, text, field);
    case "tags":
    case "audience":
      return names.get(text) ?? text;
    case "region":
      return regionName(text, language);
    case "channels":
      return t(`channel.${text}`, { defaultValue: text });
    case "date":
      return isDay(text) ? format.day(text) : text === "today" ? t("today") : text;
    case "datetime":
      return Number.isNaN(Date.parse(text)) ? text : format.dateTime(text);
    default:
      return text === "today" ? t("today") : text;
  }
}

const isDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}/.test(text);

/** A country in the reader's language. */
export function regionName(code: string, language: string): string {
  try {
    return new Intl.DisplayNames(language, { type: "region" }).of(code) ?? code;
  } catch {
    return code;
  }
}

/** "30 days". */
export function spanText(span: Span | undefined, { t, format }: Pick<Words, "t" | "format">): string {
  if (!span?.amount || !span.unit) return "…";
  return t(`span.${span.unit}`, { count: span.amount, number: format.number(span.amount) });
}

function callsText(calls: Calls | undefined, words: Words): string {
  const { t, format } = words;
  const parts = [
    ...(calls?.result?.length ? [format.list(calls.result.map((one) => t(`option.${one}`)))] : []),
    ...(calls?.withinLast ? [t("calls.said.withinLast", { span: spanText(calls.withinLast, words) })] : []),
    ...(calls?.atLeast
      ? [t("calls.said.atLeast", { count: calls.atLeast, number: format.number(calls.atLeast) })]
      : []),
    ...(calls?.flow ? [t("calls.said.flow", { name: calls.flow })] : []),
    ...(calls?.campaign ? [t("calls.said.campaign", { name: calls.campaign })] : []),
    ...(calls?.pressed?.length ? [t("calls.said.pressed", { keys: format.list(calls.pressed) })] : []),
  ];
  return parts.length ? parts.join(t("calls.said.between")) : t("calls.said.any");
}

/** Without the field's own word, as for an attribute that is gone. */
function shapeOf(value: unknown): string {
  if (value === undefined) return "none";
  if (Array.isArray(value)) return "many";
  return typeof value === "object" && value !== null && "unit" in value ? "span" : "one";
}
