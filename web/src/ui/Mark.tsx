import classes from "./Mark.module.css";

export type Tone = "good" | "warn" | "bad" | "quiet" | "info";

/** A state as a dot and a word: never by colour alone. */
export function Mark({ tone, children }: { tone: Tone; children: string }) {
  return (
    <span className={classes.mark} data-tone={tone}>
      {children}
    </span>
  );
}
