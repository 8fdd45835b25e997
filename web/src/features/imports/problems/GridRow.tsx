import { Button } from "@mantine/core";
import type { CSSProperties, KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import type { ImportColumn } from "../../../api/schema";
import { Mark } from "../../../ui/Mark";
import { GridCell } from "./GridCell";
import { TONES } from "./ProblemGroups";
import classes from "./Problems.module.css";
import { type ProblemRow, problemOf, SKIPPED } from "./rows";
import type { Corrections } from "./useCorrections";

interface Props {
  row: ProblemRow;
  index: number;
  columns: ImportColumn[];
  style: CSSProperties;
  corrections: Corrections;
  onFix: (row: ProblemRow, column: number, value: string) => void;
}

/** One row of the file: what is wrong with it, its cells, and leaving it out. */
export function GridRow({ row, index, columns, style, corrections, onFix }: Props) {
  const { t } = useTranslation("imports");
  const [first] = row.problems;
  const what = first ? t(`codes.${first.code}`, { defaultValue: first.message }) : "";
  const more = row.problems.length - 1;
  const whole = row.state === "open" && row.problems.some((one) => one.columnNumber === null);
  const say = (word: "skip" | "accept") => corrections.correct({ rows: [{ line: row.line, [word]: true }] });
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      className={`${classes.row} ${classes.line}`}
      data-state={row.state}
      style={style}
      onKeyDown={moveAmongCells}
    >
      <div role="rowheader" className="figures quiet">
        {row.line}
      </div>
      <div role="gridcell" className={classes.what} title={row.problems.map((one) => one.message).join("\n")}>
        {row.state === "fixed" && <Mark tone="good">{t("problems.right")}</Mark>}
        {row.state === "skipped" && <Mark tone="quiet">{t(`codes.${SKIPPED}`)}</Mark>}
        {row.state === "open" && first && (
          <Mark tone={TONES[first.severity]}>{more > 0 ? t("problems.more", { what, more }) : what}</Mark>
        )}
      </div>
      {columns.map(({ column, header }) => (
        <GridCell
          key={column}
          label={t("problems.cell", { column: header, line: row.line })}
          value={row.cells[column] ?? ""}
          problem={problemOf(row, column)}
          column={column}
          onSave={(value) => onFix(row, column, value)}
        />
      ))}
      <div role="gridcell" className={classes.actions}>
        {row.state === "open" ? (
          <Button variant="subtle" color="gray" size="compact-xs" onClick={() => say("skip")}>
            {t("problems.skip")}
          </Button>
        ) : (
          <Button variant="subtle" size="compact-xs" onClick={() => corrections.takeBack(row.line)}>
            {t("common:action.undo")}
          </Button>
        )}
        {whole && (
          <Button variant="subtle" size="compact-xs" onClick={() => say("accept")}>
            {t("problems.accept")}
          </Button>
        )}
      </div>
    </div>
  );
}

/** Arrow keys lead to the cell beside, above or below. */
function moveAmongCells(event: KeyboardEvent<HTMLElement>) {
  const target = event.target as HTMLElement;
  const column = target.dataset.column;
  if (column === undefined || target.tagName === "INPUT") return;
  const backwards = getComputedStyle(target).direction === "rtl" ? "ArrowRight" : "ArrowLeft";
  const row = event.currentTarget;
  const places = (of: Element | null) => [...(of?.querySelectorAll<HTMLElement>("[data-column]") ?? [])];
  const own = places(row);
  const at = own.indexOf(target);
  let to: HTMLElement | undefined;
  if (event.key === "ArrowLeft" || event.key === "ArrowRight")
    to = own[at + (event.key === backwards ? -1 : 1)];
  else if (event.key === "ArrowDown") to = places(row.nextElementSibling)[at];
  else if (event.key === "ArrowUp") to = places(row.previousElementSibling)[at];
  else return;
  event.preventDefault();
  to?.focus();
}
