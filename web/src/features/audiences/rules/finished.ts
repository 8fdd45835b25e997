import type { RuleCondition, RuleGroup } from "../../../api/schema";
import { isGroup, type Node, type Path, pathName } from "./tree";

const WITHOUT_VALUE = new Set<RuleCondition["operator"]>([
  "is_empty",
  "is_not_empty",
  "is_today",
  "before_today",
  "after_today",
  "anniversary_today",
  "anniversary_this_week",
  "anniversary_this_month",
]);

export interface Finished {
  /** The tree without what is not finished; null when nothing is left. */
  rules: RuleGroup | null;
  /** Where each node of it is in the whole tree, by its path name. */
  places: Map<string, string>;
  /** How many conditions still lack a value. */
  unfinished: number;
}

/** True when a condition says enough to be asked. */
export function isFinished({ operator, value }: RuleCondition): boolean {
  if (WITHOUT_VALUE.has(operator)) return true;
  if (value === undefined || value === null || value === "") return false;
  if (Array.isArray(value))
    return value.length > 0 && value.every((one) => one !== null && one !== undefined && one !== "");
  if (typeof value === "object" && "unit" in value) return Boolean((value as { amount?: number }).amount);
  return true;
}

/** What of a tree can be asked already: conditions without a value and empty groups are left out. */
export function finished(root: RuleGroup): Finished {
  const places = new Map<string, string>();
  let unfinished = 0;
  const keep = (node: Node, from: Path, to: Path): Node | null => {
    if (!isGroup(node)) {
      if (!isFinished(node)) {
        unfinished += 1;
        return null;
      }
      places.set(pathName(to), pathName(from));
      return node;
    }
    const conditions: Node[] = [];
    node.conditions.forEach((child, at) => {
      const kept = keep(child, [...from, at], [...to, conditions.length]);
      if (kept) conditions.push(kept);
    });
    if (conditions.length === 0) return null;
    places.set(pathName(to), pathName(from));
    return { ...node, conditions };
  };
  return { rules: keep(root, [], []) as RuleGroup | null, places, unfinished };
}

/** The server's messages by the node of the whole tree that each is about: `{"rules.conditions.1": ["…"]}`. */
export function errorsByNode(
  fieldErrors: Record<string, string[]>,
  places?: Map<string, string>,
): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  for (const [field, messages] of Object.entries(fieldErrors)) {
    const node = /^rules(\.conditions\.\d+)*/.exec(field)?.[0];
    if (!node) continue;
    const place = places?.get(node) ?? node;
    found[place] = [...(found[place] ?? []), ...messages];
  }
  return found;
}
