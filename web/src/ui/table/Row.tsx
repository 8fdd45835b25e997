import { type KeyboardEvent, memo, type ReactNode } from "react";
import type { Column } from "./DataTable";
import classes from "./DataTable.module.css";

export interface RowProps<T> {
  row: T;
  index: number;
  /** Pixels from the first row, and of this one. */
  top: number;
  height: number;
  columns: Column<T>[];
  /** The widths of the columns, as CSS has them. */
  template: string;
  /** Undefined where rows are not selected. */
  selected: boolean | undefined;
  selectLabel: string;
  opens: boolean;
  /** Whether Tab leads to this row. */
  tabbable: boolean;
  /** One row as a small card in place of its cells. */
  card: ((row: T) => ReactNode) | undefined;
  onFocus: (index: number) => void;
  onKey: (event: KeyboardEvent<HTMLElement>, index: number) => void;
  onOpen: (index: number) => void;
  onSelect: (index: number, range: boolean) => void;
}

/** A column without a header holds what can be done with a row: a card has that too. */
export const hasActions = (column: { header: string }): boolean => column.header === "";

const CONTROLS = "a, button, input, label, [role=menu]";

/** One row of a table. Drawn again only when something of its own changed: a key in a search redraws none of them. */
export const Row = memo(function Row<T>({
  row,
  index,
  top,
  height,
  columns,
  template,
  selected,
  selectLabel,
  opens,
  tabbable,
  card,
  onFocus,
  onKey,
  onOpen,
  onSelect,
}: RowProps<T>) {
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={selected}
      data-index={index}
      data-open={opens || undefined}
      tabIndex={tabbable ? 0 : -1}
      className={`${classes.row} ${classes.line}`}
      style={{
        height,
        transform: `translateY(${top}px)`,
        gridTemplateColumns: template,
      }}
      onFocus={() => onFocus(index)}
      onKeyDown={(event) => onKey(event, index)}
      onClick={(event) => {
        const target = event.target as HTMLElement;
        // A dialog that a cell opened stands elsewhere in the page, but React tells this row of its clicks too.
        if (event.currentTarget.contains(target) && !target.closest(CONTROLS)) onOpen(index);
      }}
    >
      {selected !== undefined && (
        <div role="gridcell" className={classes.select}>
          <input
            type="checkbox"
            className={classes.check}
            aria-label={selectLabel}
            checked={selected}
            tabIndex={-1}
            onChange={() => {}}
            onClick={(event) => onSelect(index, event.shiftKey)}
          />
        </div>
      )}
      {card ? (
        <div role="gridcell" className={classes.card}>
          {card(row)}
        </div>
      ) : null}
      {(card ? columns.filter(hasActions) : columns).map((column) => (
        <div key={column.key} role="gridcell" className={classes.cell} data-align={column.align}>
          {column.cell(row)}
        </div>
      ))}
    </div>
  );
}) as <T>(props: RowProps<T>) => ReactNode;
