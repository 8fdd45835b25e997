import type { RuleCondition, RuleGroup } from "../../../api/schema";

/** A condition while it is written: its value may still be missing. */
export type Node = RuleGroup | RuleCondition;
/** The places of a node in the lists of its groups, from the root: `[1, 0]`. The root is `[]`. */
export type Path = number[];

export const MAX_DEPTH = 8;
export const EMPTY: RuleGroup = { logic: "AND", conditions: [] };

export const isGroup = (node: Node): node is RuleGroup => "conditions" in node;

/** The name of a node in what the server says of it: `rules.conditions.1.conditions.0`. */
export const pathName = (path: Path): string => ["rules", ...path.map((at) => `conditions.${at}`)].join(".");

/** The node at a place, or undefined. */
export function nodeAt(root: RuleGroup, path: Path): Node | undefined {
  let node: Node | undefined = root;
  for (const at of path) node = node && isGroup(node) ? node.conditions[at] : undefined;
  return node;
}

/** The same tree with what `change` makes of the node at a place; undefined takes the node away. */
export function changeAt(root: RuleGroup, path: Path, change: (node: Node) => Node | undefined): RuleGroup {
  const [at, ...rest] = path;
  if (at === undefined) return (change(root) as RuleGroup | undefined) ?? EMPTY;
  const conditions = root.conditions.flatMap((child, index) => {
    if (index !== at) return [child];
    const next = rest.length && isGroup(child) ? changeAt(child, rest, change) : change(child);
    return next ? [next] : [];
  });
  return { ...root, conditions };
}

/** The same tree with a node added at the end of a group. */
export function addTo(root: RuleGroup, path: Path, node: Node): RuleGroup {
  return changeAt(root, path, (group) =>
    isGroup(group) ? { ...group, conditions: [...group.conditions, node] } : group,
  );
}

export const removeAt = (root: RuleGroup, path: Path): RuleGroup => changeAt(root, path, () => undefined);

/** Every condition of a tree. */
export function conditionsOf(node: Node): RuleCondition[] {
  return isGroup(node) ? node.conditions.flatMap(conditionsOf) : [node];
}
