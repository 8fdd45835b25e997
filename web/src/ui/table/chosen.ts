/** Which rows of a list are chosen: those of `ids`, or `all` that the list's question matches. */
export interface Chosen {
  ids: ReadonlySet<string>;
  all: boolean;
  /** The row from which Shift chooses a range. */
  last: string;
}

export const NONE: Chosen = { ids: new Set(), all: false, last: "" };

/** What is chosen, as ids that can be taken out one by one: of everything, the rows that are `shown`. */
const known = ({ all, ids }: Chosen, shown: string[]): Set<string> => new Set(all ? shown : ids);

/** One row more, or one less. */
export function toggled(chosen: Chosen, id: string, shown: string[]): Chosen {
  const ids = known(chosen, shown);
  if (!ids.delete(id)) ids.add(id);
  return { ids, all: false, last: id };
}

/** All rows from the one that was toggled last to this one, in the order of `shown`. */
export function extended(chosen: Chosen, id: string, shown: string[]): Chosen {
  const last = shown.indexOf(chosen.last);
  if (last < 0 || chosen.all) return toggled(chosen, id, shown);
  const from = Math.min(last, shown.indexOf(id));
  const to = Math.max(last, shown.indexOf(id));
  return { ids: new Set([...chosen.ids, ...shown.slice(from, to + 1)]), all: false, last: id };
}
