import type { Import } from "../../api/schema";

export type Stage = "map" | "checking" | "check" | "run" | "result";

/** True for an import that has not run: nothing of it is in the contacts. */
export const canDiscard = (one: Pick<Import, "status">): boolean =>
  one.status === "uploaded" || one.status === "validated";

/** What the screen of an import shows; `asked` is the step in the address: "map" goes back, "check" waits for the dry run. */
export function stageOf(one: Pick<Import, "status" | "error">, asked: "map" | "check" | null): Stage {
  switch (one.status) {
    case "uploaded":
      return asked === "check" && !one.error ? "checking" : "map";
    case "validating":
      return "checking";
    case "validated":
      return asked === "map" ? "map" : "check";
    case "queued":
    case "running":
      return "run";
    default:
      return "result";
  }
}
