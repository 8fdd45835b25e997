import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import classes from "./DataTable.module.css";

export interface Sort {
  by: string;
  order: "asc" | "desc";
}

interface Props {
  column: { header: string; sort?: string; align?: "end" };
  sort?: Sort;
  onSort?: (sort: Sort) => void;
}

/** A column's title; a click sorts by it, a second one turns the order around. */
export function HeaderCell({ column, sort, onSort }: Props) {
  const sorted = column.sort !== undefined && sort?.by === column.sort ? sort.order : undefined;
  const Arrow = sorted === "desc" ? IconArrowDown : IconArrowUp;
  return (
    <div
      role="columnheader"
      aria-sort={sorted ? (sorted === "asc" ? "ascending" : "descending") : undefined}
      className={classes.cell}
      data-align={column.align}
    >
      {column.sort && onSort ? (
        <button
          type="button"
          className={classes.sort}
          onClick={() => onSort({ by: column.sort ?? "", order: sorted === "asc" ? "desc" : "asc" })}
        >
          {column.header}
          {sorted && <Arrow size={12} aria-hidden />}
        </button>
      ) : (
        column.header
      )}
    </div>
  );
}
