import type { ContactEvent } from "../../../api/schema";

export const KINDS = ["all", "changes", "calls", "audiences"] as const;
export type Kind = (typeof KINDS)[number];

const OF: Record<Exclude<Kind, "all">, ContactEvent["kind"][]> = {
  changes: [
    "created",
    "updated",
    "deleted",
    "restored",
    "tagged",
    "untagged",
    "merged",
    "unmerged",
    "consent",
  ],
  calls: ["called"],
  audiences: ["entered", "exited"],
};

/** True when an event is of a kind. */
export const ofKind = (event: Pick<ContactEvent, "kind">, kind: Kind): boolean =>
  kind === "all" || OF[kind].includes(event.kind);

/** Events in their order, grouped by the viewer's days. */
export function byDay<T extends { at: string }>(events: T[]): { day: string; events: T[] }[] {
  const days: { day: string; events: T[] }[] = [];
  for (const event of events) {
    const at = new Date(event.at);
    const day = `${at.getFullYear()}-${at.getMonth() + 1}-${at.getDate()}`;
    const last = days.at(-1);
    if (last?.day === day) last.events.push(event);
    else days.push({ day, events: [event] });
  }
  return days;
}
