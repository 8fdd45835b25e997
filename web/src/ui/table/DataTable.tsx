import { Button, Checkbox, Loader, Skeleton } from "@mantine/core";
import { useCallbackRef, useMediaQuery } from "@mantine/hooks";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "react-router";
import { messageOf, Problem } from "../Problem";
import classes from "./DataTable.module.css";
import { HeaderCell, type Sort } from "./HeaderCell";
import { hasActions, Row } from "./Row";
import { SortMenu } from "./SortMenu";
import type { CursorList } from "./useCursorList";
import type { Selection } from "./useSelection";

export interface Column<T> {
  key: string;
  header: string;
  /** Pixels; the first column without one takes what is left. */
  width?: number;
  /** The name that the server sorts by, when it can. */
  sort?: string;
  align?: "end";
  cell: (row: T) => ReactNode;
}

interface Props<T> {
  /** What the table lists, for those who hear it. */
  label: string;
  list: CursorList<T>;
  columns: Column<T>[];
  rowId: (row: T) => string;
  onOpen?: (row: T) => void;
  sort?: Sort;
  onSort?: (sort: Sort) => void;
  selection?: Selection;
  /** Shown when there is nothing. */
  empty: ReactNode;
  /** One row as a small card, below 640 pixels; `cardHeight` in pixels. */
  card?: (row: T) => ReactNode;
  cardHeight?: number;
}

const ROW = 36;
const SELECT = 40;
/** The least width of the column that takes what is left. */
const FLEXIBLE = 200;

/** Where each list was left, by its entry in the browser's history: whoever comes back finds the rows that were in sight. */
const LEFT = new Map<string, { top: number; row: number }>();

/**
 * A table over as many rows as there are: only what is seen is drawn, the next page comes while one scrolls.
 * Keys: ↑ ↓ (or k j) move, Enter opens, Space selects, Shift with a click selects a range.
 */
export function DataTable<T>(props: Props<T>) {
  const {
    label,
    list,
    columns,
    rowId,
    onOpen,
    sort,
    onSort,
    selection,
    empty,
    card,
    cardHeight = 64,
  } = props;
  const { t } = useTranslation();
  const scroller = useRef<HTMLDivElement>(null);
  const { key } = useLocation();
  const place = `${key} ${label}`;
  const narrow = useMediaQuery("(max-width: 640px)") && card !== undefined;
  const rows = useVirtualizer({
    count: list.rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => (narrow ? cardHeight : ROW),
    overscan: 12,
    initialOffset: () => LEFT.get(place)?.top ?? 0,
  });
  const seen = rows.getVirtualItems();
  // The row that Tab leads to: the one that had the focus last, while it is drawn, else the first in sight.
  const [current, setCurrent] = useState(LEFT.get(place)?.row ?? 0);
  const tabbable = seen.some(({ index }) => index === current)
    ? current
    : (rows.range?.startIndex ?? seen[0]?.index ?? 0);
  const lastSeen = seen.at(-1)?.index ?? 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again whenever the last row seen changes
  useEffect(() => {
    if (list.hasMore && lastSeen >= list.rows.length - 30) list.loadMore();
  }, [lastSeen, list.rows.length, list.hasMore]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows are as high as the width of the window makes them
  useEffect(() => rows.measure(), [rows, narrow, cardHeight]);

  // The answer to another question is read from its beginning.
  const question = useRef(list.question);
  useEffect(() => {
    if (question.current !== list.question) scroller.current?.scrollTo({ top: 0 });
    question.current = list.question;
  }, [list.question]);

  const ids = selection ? list.rows.map(rowId) : [];
  const focusRow = (index: number) => {
    const to = Math.max(0, Math.min(list.rows.length - 1, index));
    rows.scrollToIndex(to);
    const find = () => scroller.current?.querySelector<HTMLElement>(`[data-index="${to}"]`);
    // At once where it is drawn already: the next key is for that row.
    const drawn = find();
    if (drawn) drawn.focus();
    else requestAnimationFrame(() => find()?.focus());
  };
  // The same functions all the time: a row is drawn again when it changes, not when the list does.
  const onKey = useCallbackRef((event: KeyboardEvent<HTMLElement>, index: number) => {
    if (event.target !== event.currentTarget) return;
    const moves: Record<string, number> = {
      ArrowDown: index + 1,
      j: index + 1,
      ArrowUp: index - 1,
      k: index - 1,
      PageDown: index + 20,
      PageUp: index - 20,
      Home: 0,
      End: list.rows.length - 1,
    };
    const to = moves[event.key];
    if (to !== undefined) focusRow(to);
    else if (event.key === "Enter") open(index);
    else if (event.key === " " && selection) select(index, false);
    else return;
    event.preventDefault();
  });
  const open = useCallbackRef((index: number) => {
    const row = list.rows[index];
    if (row !== undefined) onOpen?.(row);
  });
  const select = useCallbackRef((index: number, range: boolean) => {
    const id = ids[index];
    if (id !== undefined) selection?.toggle(id, ids, range);
  });

  if (list.error && list.rows.length === 0) return <Problem error={list.error} onRetry={list.retry} />;
  if (!list.isPending && list.rows.length === 0) return <>{empty}</>;

  const flexible = columns.findIndex((column) => column.width === undefined);
  const widths = narrow
    ? ["minmax(0, 1fr)", ...columns.filter(hasActions).map(() => "auto")]
    : columns.map((column, index) =>
        index === flexible ? `minmax(${FLEXIBLE}px, 1fr)` : `${column.width ?? 160}px`,
      );
  const template = [...(selection ? [`${SELECT}px`] : []), ...widths].join(" ");
  const least = columns.reduce(
    (sum, column, index) => sum + (index === flexible ? FLEXIBLE : (column.width ?? 160)),
    16 + (selection ? SELECT : 0),
  );
  const minWidth = narrow ? undefined : least;
  const allShown =
    selection !== undefined && (selection.all || (ids.length > 0 && ids.every(selection.isSelected)));

  return (
    <div
      ref={scroller}
      className={classes.scroller}
      role="grid"
      aria-label={label}
      aria-rowcount={list.total === undefined ? -1 : list.total + 1}
      onScroll={(event) => LEFT.set(place, { top: event.currentTarget.scrollTop, row: current })}
      aria-busy={list.isPending || list.isStale}
      data-stale={list.isStale || undefined}
    >
      {(!narrow || selection || onSort) && (
        <div role="rowgroup" className={classes.head} style={{ minWidth }}>
          <div
            role="row"
            aria-rowindex={1}
            className={classes.row}
            style={{
              gridTemplateColumns:
                narrow && selection ? `${SELECT}px minmax(0, 1fr)` : narrow ? "1fr" : template,
            }}
          >
            {selection && (
              <div role="columnheader" className={classes.select}>
                <Checkbox
                  aria-label={t("table.selectShown")}
                  // What is shown still belongs to the question before this one.
                  disabled={list.isStale}
                  checked={allShown}
                  indeterminate={!allShown && selection.ids.size > 0}
                  onChange={() => (allShown ? selection.clear() : selection.selectShown(ids))}
                />
              </div>
            )}
            {narrow ? (
              <SortMenu columns={columns} sort={sort} onSort={onSort} />
            ) : (
              columns.map((column) => (
                <HeaderCell key={column.key} column={column} sort={sort} onSort={onSort} />
              ))
            )}
          </div>
        </div>
      )}
      <div role="rowgroup" className={classes.rows} style={{ height: rows.getTotalSize(), minWidth }}>
        {seen.map((item) => {
          const row = list.rows[item.index];
          if (row === undefined) return null;
          const id = rowId(row);
          return (
            <Row
              key={id}
              row={row}
              index={item.index}
              top={item.start}
              height={item.size}
              columns={columns}
              template={template}
              selected={selection?.isSelected(id)}
              selectLabel={t("table.select")}
              opens={onOpen !== undefined}
              tabbable={item.index === tabbable}
              onFocus={setCurrent}
              card={narrow ? card : undefined}
              onKey={onKey}
              onOpen={open}
              onSelect={select}
            />
          );
        })}
      </div>
      {list.isPending && <Waiting />}
      {list.error !== null && (
        <div className={classes.more} role="alert">
          {messageOf(list.error)}{" "}
          <Button variant="default" onClick={list.retry}>
            {t("problem.retry")}
          </Button>
        </div>
      )}
      {list.isLoadingMore && (
        <div className={classes.more}>
          <Loader size="xs" color="gray" />
        </div>
      )}
    </div>
  );
}

function Waiting() {
  return (
    <div aria-hidden>
      {Array.from({ length: 12 }, (_, index) => (
        <div key={index} className={classes.waiting}>
          <Skeleton height={10} width={`${30 + ((index * 17) % 40)}%`} />
        </div>
      ))}
    </div>
  );
}
