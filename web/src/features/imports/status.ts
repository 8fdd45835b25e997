import type { Import } from "../../api/schema";
import type { Tone } from "../../ui/Mark";

/** How a state of an import is marked. */
export const STATUS_TONES: Record<Import["status"], Tone> = {
  uploaded: "quiet",
  validating: "info",
  validated: "info",
  queued: "info",
  running: "info",
  completed: "good",
  cancelled: "warn",
  failed: "bad",
  undoing: "info",
  undone: "quiet",
};
