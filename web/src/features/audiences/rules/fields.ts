import { queryOptions, useQuery } from "@tanstack/react-query";
import type { TFunction } from "i18next";
import { api, call } from "../../../api/client";
import type { RuleCondition, RuleField } from "../../../api/schema";

export type Operator = RuleCondition["operator"];
export type Fields = Map<string, RuleField>;

/** What rules can ask about; attributes are among it, so it changes with them. */
export const fieldsQuery = queryOptions({
  queryKey: ["attributes", "rule-fields"],
  queryFn: () => call(api.GET("/api/audience-fields")),
  staleTime: 5 * 60_000,
});

/** Every field of rules by its name; undefined until they have come. */
export function useAudienceFields(): Fields | undefined {
  const { data } = useQuery({ ...fieldsQuery, select: byName });
  return data;
}

const byName = (answer: { data: RuleField[] }): Fields =>
  new Map(answer.data.map((field) => [field.name, field]));

/** The groups in the order in which they are offered. */
export const GROUPS: RuleField["group"][] = [
  "profile",
  "phone",
  "attribute",
  "tag",
  "audience",
  "engagement",
  "consent",
  "suppression",
  "dates",
];

const CLOCK = new Set<Operator>([
  "within_next",
  "within_last",
  "more_than_ago",
  "more_than_ahead",
  "is_today",
  "before_today",
  "after_today",
  "anniversary_within_next",
  "anniversary_today",
  "anniversary_this_week",
  "anniversary_this_month",
  "day_of_month_is",
]);

/** True for operators whose answer depends on whose calendar is looked at. */
export const hasZone = (operator: Operator): boolean => CLOCK.has(operator);

/** A field in the reader's language: attributes have the name that the organization gave them. */
export function fieldLabel(t: TFunction<"rules">, name: string, field?: RuleField): string {
  if (field?.group === "attribute") return field.label;
  const [first, purpose, channel] = name.split(".");
  if (first === "consent" && purpose && channel)
    return t("consentTo", {
      purpose: t(`purpose.${purpose}`, { defaultValue: purpose }),
      channel: t(`channel.${channel}`, { defaultValue: channel }),
    });
  return t(`field.${name.replaceAll(".", "-")}`, { defaultValue: field?.label ?? name });
}

/** One of a field's values in the reader's language. */
export function optionLabel(t: TFunction<"rules">, value: string, field?: RuleField): string {
  const known = field?.options?.find((option) => option.value === value)?.label;
  return field?.group === "attribute"
    ? (known ?? value)
    : t(`option.${value}`, { defaultValue: known ?? value });
}

/** An operator in the reader's language: "is after" of dates is "is greater than" of numbers. */
export function operatorLabel(t: TFunction<"rules">, operator: Operator, type?: RuleField["type"]): string {
  return t(`operator.${operatorKey(operator, type)}`);
}

/** The name of an operator's messages. */
export function operatorKey(operator: Operator, type?: RuleField["type"]): string {
  const dated = type === "date" || type === "datetime";
  return dated && ["gt", "gte", "lt", "lte"].includes(operator) ? `date-${operator}` : operator;
}

/** The same condition about another field; operator and value stay where they still fit. */
export function withField(
  condition: RuleCondition,
  before: RuleField | undefined,
  field: RuleField,
): RuleCondition {
  const operator = field.operators.includes(condition.operator) ? condition.operator : firstOperator(field);
  const sameValues =
    before !== undefined &&
    field.group !== "attribute" &&
    before.takes[condition.operator]?.input !== "option" &&
    before.takes[condition.operator]?.input === field.takes[operator]?.input &&
    before.takes[condition.operator]?.shape === field.takes[operator]?.shape;
  const { value, zone, ...rest } = condition;
  return {
    ...rest,
    field: field.name,
    operator,
    ...(sameValues && value !== undefined ? { value } : startValue(field, operator)),
    ...(zone !== undefined && hasZone(operator) && { zone }),
  };
}

/** The same condition with another operator; the value stays where it still fits. */
export function withOperator(condition: RuleCondition, field: RuleField, operator: Operator): RuleCondition {
  const before = field.takes[condition.operator];
  const after = field.takes[operator];
  const { value, zone, ...rest } = condition;
  const next: RuleCondition = { ...rest, operator, ...(zone !== undefined && hasZone(operator) && { zone }) };
  if (before?.input === after?.input && before?.shape === after?.shape)
    return value === undefined ? next : { ...next, value };
  if (
    before?.input === after?.input &&
    after?.shape === "many" &&
    value !== undefined &&
    !Array.isArray(value)
  )
    return { ...next, value: [value] };
  if (before?.input === after?.input && after?.shape === "one" && Array.isArray(value) && value.length)
    return { ...next, value: value[0] };
  return { ...next, ...startValue(field, operator) };
}

/** A new condition about a field. */
export function newCondition(field: RuleField): RuleCondition {
  const operator = firstOperator(field);
  return { field: field.name, operator, ...startValue(field, operator) };
}

function firstOperator(field: RuleField): Operator {
  if (field.type === "date" || field.type === "datetime") return "within_last";
  return field.operators[0] ?? "equals";
}

function startValue(field: RuleField, operator: Operator): { value?: unknown } {
  const takes = field.takes[operator];
  if (takes?.shape === "span") return { value: { amount: 30, unit: "days" } };
  if (takes?.shape === "calls") return { value: { result: ["answered"] } };
  if (takes?.input === "boolean") return { value: true };
  return {};
}
