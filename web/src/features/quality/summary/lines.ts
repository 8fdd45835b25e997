import type { QualityItem, QualitySummary } from "../../../api/schema";
import type { Tone } from "../../../ui/Mark";

/** The parts of the overview, and which numbers stand in each. */
export const PARTS = {
  numbers: ["phoneValid", "phonePossible", "phoneInvalid"],
  reach: ["atRisk", "unreachable", "notInService", "suppressed"],
  content: ["missingName", "missingEmail", "duplicates", "stale", "archived"],
} as const;
export type Part = keyof typeof PARTS;

/** The numbers of a part, in its order; values that do not fit their attribute belong to the content. */
export function linesOf(items: QualityItem[], part: Part): QualityItem[] {
  const named = PARTS[part].flatMap((name) => items.find((one) => one.name === name) ?? []);
  return part === "content" ? [...named, ...items.filter((one) => one.name.startsWith("misfit."))] : named;
}

/** The share of all contacts, from 0 to 1; null for what is not counted in contacts. */
export function shareOf(item: QualityItem, summary: QualitySummary): number | null {
  const all = summary.items.find((one) => one.name === "contacts")?.count ?? 0;
  return item.path !== "/contact" || item.name === "archived" || all === 0 ? null : item.count / all;
}

/** The address that shows what a number counts. */
export function addressOf(item: QualityItem): string {
  if (item.path === "/duplicates") return "/quality/duplicates";
  const search = new URLSearchParams(item.parameters);
  if (item.filter) search.set("filter", JSON.stringify(item.filter));
  return search.size ? `/contacts?${search}` : "/contacts";
}

const BAD = ["phoneInvalid", "notInService"];
const WARN = ["phonePossible", "unreachable", "atRisk", "duplicates"];

/** How a number is to be taken: nothing to see, good, or something to mend. */
export function toneOf({ name, count }: QualityItem): Tone {
  if (name === "phoneValid") return "good";
  if (count === 0) return "quiet";
  return BAD.includes(name) || name.startsWith("misfit.") ? "bad" : WARN.includes(name) ? "warn" : "quiet";
}
