import type { AudienceTemplate, RuleGroup } from "../../../api/schema";

export type Given = Record<string, string | number | null>;

/** The values that a template begins with. */
export const defaults = (template: AudienceTemplate): Given =>
  Object.fromEntries(template.parameters.map((one) => [one.name, one.default]));

/** True when every parameter has a value. */
export const isFilled = (template: AudienceTemplate, given: Given): boolean =>
  template.parameters.every(({ name }) => given[name] !== null && given[name] !== "");

/** The template's rules with these values in place of `{name}`. */
export function fillTemplate(rules: RuleGroup, given: Given): RuleGroup {
  return fill(rules, given) as RuleGroup;
}

function fill(node: unknown, given: Given): unknown {
  if (Array.isArray(node)) return node.map((one) => fill(one, given));
  if (typeof node === "object" && node !== null)
    return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, fill(value, given)]));
  if (typeof node !== "string") return node;
  const whole = /^\{(\w+)\}$/.exec(node)?.[1];
  if (whole !== undefined) return given[whole] ?? null;
  return fillText(node, given);
}

/** A text with the values in place of `{name}`. */
export const fillText = (text: string, given: Given): string =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => String(given[name] ?? ""));
