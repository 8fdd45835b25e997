import { Loader, Text } from "@mantine/core";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Import, ImportProblem, ProblemGroup } from "../../../api/schema";
import type { CursorList } from "../../../ui/table/useCursorList";
import { GridRow } from "./GridRow";
import classes from "./Problems.module.css";
import type { ProblemRow } from "./rows";
import type { Corrections } from "./useCorrections";
import { useFixCell } from "./useFixCell";

const ROW = 36;
const MOST = 13;

interface Props {
  one: Import;
  list: CursorList<ImportProblem>;
  rows: ProblemRow[];
  corrections: Corrections;
  groups: ProblemGroup[];
  onReplace: (group: ProblemGroup, from: string | null, to: string) => void;
}

/** The rows with problems as a spreadsheet: bad cells are marked, every cell can be changed in place. */
export function ProblemsGrid({ one, list, rows, corrections, groups, onReplace }: Props) {
  const { t } = useTranslation("imports");
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 8,
  });
  const seen = virtual.getVirtualItems();
  const lastSeen = seen.at(-1)?.index ?? 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again whenever the last row seen changes
  useEffect(() => {
    if (list.hasMore && lastSeen >= rows.length - 30) list.loadMore();
  }, [lastSeen, rows.length, list.hasMore]);
  const fix = useFixCell(corrections, groups, onReplace);
  // Columns that are left out change nothing, so that only the mapped ones are shown.
  // Those with problems come first, so that they are seen without scrolling.
  const troubled = new Set(groups.map((group) => group.columnNumber));
  const mapped = one.columns.filter((column) => column.field !== "");
  const columns = [
    ...mapped.filter((column) => troubled.has(column.column)),
    ...mapped.filter((column) => !troubled.has(column.column)),
  ];
  const template = `64px 250px repeat(${columns.length}, minmax(130px, 1fr)) 120px`;
  const minWidth = 64 + 250 + 130 * columns.length + 120;
  if (list.isPending) return <Loader size="xs" color="gray" />;
  if (rows.length === 0) return <Text c="dimmed">{t("problems.none")}</Text>;
  return (
    <div
      ref={scroller}
      className={classes.grid}
      role="grid"
      aria-label={t("problems.title")}
      aria-rowcount={rows.length + 1}
      data-stale={list.isStale || undefined}
      style={{ height: ROW * (Math.min(rows.length, MOST) + 1) + 18 }}
    >
      <div role="rowgroup" className={classes.head} style={{ minWidth }}>
        <div role="row" className={classes.row} style={{ gridTemplateColumns: template }}>
          <div role="columnheader">{t("problems.line")}</div>
          <div role="columnheader">{t("problems.what")}</div>
          {columns.map((column) => (
            <div key={column.column} role="columnheader">
              <bdi>{column.header}</bdi>
            </div>
          ))}
          <div role="columnheader">
            <span className="sr-only">{t("problems.actions")}</span>
          </div>
        </div>
      </div>
      <div role="rowgroup" className={classes.rows} style={{ height: virtual.getTotalSize(), minWidth }}>
        {seen.map((item) => {
          const row = rows[item.index];
          return (
            row && (
              <GridRow
                key={row.line}
                row={row}
                index={item.index}
                columns={columns}
                style={{ gridTemplateColumns: template, transform: `translateY(${item.start}px)` }}
                corrections={corrections}
                onFix={fix}
              />
            )
          );
        })}
      </div>
    </div>
  );
}
