import { Tooltip } from "@mantine/core";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ImportProblem } from "../../../api/schema";
import classes from "./Problems.module.css";

interface Props {
  /** Which cell of which row it is. */
  label: string;
  value: string;
  problem?: ImportProblem;
  column: number;
  onSave: (value: string) => void;
}

/** One cell: Enter or a click changes it, Enter again keeps the change, Escape leaves it as it was. */
export function GridCell({ label, value, problem, column, onSave }: Props) {
  const { t } = useTranslation("imports");
  const [editing, setEditing] = useState(false);
  const cell = useRef<HTMLDivElement>(null);
  const close = (text: string | null) => {
    setEditing(false);
    // Whoever went on to another place stays there.
    requestAnimationFrame(
      () => document.activeElement === document.body && cell.current?.querySelector("button")?.focus(),
    );
    if (text !== null && text.trim() !== value.trim()) onSave(text.trim());
  };
  if (editing)
    return (
      <div role="gridcell" ref={cell}>
        <input
          className={classes.input}
          aria-label={label}
          aria-invalid={problem !== undefined}
          defaultValue={value}
          // biome-ignore lint/a11y/noAutofocus: the cell was opened to be typed into
          autoFocus
          onFocus={(event) => event.currentTarget.select()}
          onBlur={(event) => close(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === "Enter") event.currentTarget.blur();
            if (event.key === "Escape") {
              event.currentTarget.value = value;
              event.currentTarget.blur();
            }
          }}
        />
      </div>
    );
  const said = problem && t(`codes.${problem.code}`, { defaultValue: problem.message });
  return (
    <div role="gridcell" ref={cell}>
      <Tooltip label={problem?.message} disabled={!problem} multiline maw={320}>
        <button
          type="button"
          className={classes.cell}
          data-column={column}
          data-severity={problem?.severity}
          tabIndex={problem ? 0 : -1}
          onClick={() => setEditing(true)}
        >
          <span className="sr-only">{label}: </span>
          {value ? (
            <bdi>{value}</bdi>
          ) : (
            <span className={problem ? undefined : "sr-only"}>{t("problems.blank")}</span>
          )}
          {said && <span className="sr-only">. {said}</span>}
        </button>
      </Tooltip>
    </div>
  );
}
