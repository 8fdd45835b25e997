/** The two contacts of a pair; the left one is the older one. */
export interface PairIds {
  leftId: string;
  rightId: string;
}

/** What was decided about a pair on this screen, before and after the server knows. */
export interface Decision<T extends PairIds = PairIds> {
  pair: T;
  kind: "merged" | "dismissed" | "skipped";
  /** Of a merge: the contact that goes into the other one. */
  loserId?: string;
}

export const pairKey = (pair: PairIds): string => `${pair.leftId}.${pair.rightId}`;

/**
 * The queue as it is after the decisions that were made here: what was decided is gone, as is what else was asked about
 * a merged contact (the server asks that of the one that is left); what was skipped is at the end, the last one last.
 * `restored` are pairs whose decision was undone: they stand first until the server lists them again.
 */
export function arrange<T extends PairIds>(rows: T[], decisions: Decision<T>[], restored: T[] = []): T[] {
  const listed = new Set(rows.map(pairKey));
  const decided = new Map(decisions.map((one) => [pairKey(one.pair), one]));
  const losers = new Set(decisions.flatMap((one) => (one.kind === "merged" ? (one.loserId ?? []) : [])));
  const waiting = [...restored.filter((pair) => !listed.has(pairKey(pair))), ...rows].filter(
    (pair) => !losers.has(pair.leftId) && !losers.has(pair.rightId),
  );
  const skipped = decisions.flatMap((one) =>
    one.kind === "skipped" ? (waiting.find((pair) => pairKey(pair) === pairKey(one.pair)) ?? []) : [],
  );
  return [...waiting.filter((pair) => !decided.has(pairKey(pair))), ...skipped];
}

/** The decisions with one more; about each pair the last one counts. */
export function decided<T extends PairIds>(decisions: Decision<T>[], made: Decision<T>): Decision<T>[] {
  return [...without(decisions, made.pair), made];
}

/** The decisions without that about a pair. */
export function without<T extends PairIds>(decisions: Decision<T>[], pair: PairIds): Decision<T>[] {
  return decisions.filter((one) => pairKey(one.pair) !== pairKey(pair));
}

/** The pair to show after one that was decided: the one below it, at the end the first; null when none is left. */
export function nextAfter<T extends PairIds>(before: T[], after: T[], pair: PairIds): T | null {
  const left = new Set(after.map(pairKey));
  const at = before.findIndex((one) => pairKey(one) === pairKey(pair));
  const below = before.slice(at + 1).find((one) => left.has(pairKey(one)));
  return below ?? after[0] ?? null;
}
