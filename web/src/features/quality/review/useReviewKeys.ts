import { useEffect, useRef } from "react";

/** Where letters are written, or belong to somebody else. */
const BUSY =
  "textarea, select, [contenteditable], [role=dialog], [role=menu], input:not([type=radio]):not([type=checkbox])";

/** The letter of a key; by its place where the keyboard writes another script. */
const letterOf = (event: KeyboardEvent) =>
  /^[a-z]$/i.test(event.key) ? event.key.toLowerCase() : event.code.replace("Key", "").toLowerCase();

/** One-letter shortcuts of a screen, outside inputs and dialogs. */
export function useReviewKeys(actions: Record<string, (() => void) | undefined>): void {
  const latest = useRef(actions);
  latest.current = actions;
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
      if ((event.target as HTMLElement).closest(BUSY) || document.querySelector("[role=dialog]")) return;
      const action = latest.current[letterOf(event)];
      if (!action) return;
      event.preventDefault();
      action();
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, []);
}
