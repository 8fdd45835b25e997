import type { HygieneReport } from "../../../api/schema";

/** What a run counted, what it did first; how many it looked at last. Nothing of a kind is left out unless it did. */
export function countsOf(report: HygieneReport): [name: string, count: number][] {
  const counts = Object.entries(report.counts);
  const told = counts.filter(([name, count]) => count > 0 && !LOOKED.includes(name));
  const looked = counts.filter(([name]) => LOOKED.includes(name));
  return [...told, ...looked];
}

const LOOKED = ["checked", "verified"];

/** True when a dry run found something to do. */
export const wouldAct = (report: HygieneReport): boolean =>
  ACTS.some((name) => (report.counts[name] ?? 0) > 0);

const ACTS = ["archived", "tagged", "untagged", "changed", "scans"];
