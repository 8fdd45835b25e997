import { NativeSelect } from "@mantine/core";
import { useTranslation } from "react-i18next";
import classes from "./DataTable.module.css";
import type { Sort } from "./HeaderCell";

interface Props {
  columns: { key: string; header: string; sort?: string }[];
  sort?: Sort;
  onSort?: (sort: Sort) => void;
}

/** The order of a list whose rows are cards, which have no heads to click on. */
export function SortMenu({ columns, sort, onSort }: Props) {
  const { t } = useTranslation();
  if (!sort || !onSort) return null;
  return (
    <div role="columnheader" className={classes.cell}>
      <NativeSelect
        size="xs"
        variant="unstyled"
        aria-label={t("table.sort")}
        value={`${sort.by} ${sort.order}`}
        onChange={(event) => {
          const [by = "", order] = event.currentTarget.value.split(" ");
          onSort({ by, order: order as Sort["order"] });
        }}
        data={columns.flatMap(({ header, sort: by }) =>
          by
            ? (["asc", "desc"] as const).map((order) => ({
                value: `${by} ${order}`,
                label: `${header} ${ARROW[order]}`,
              }))
            : [],
        )}
      />
    </div>
  );
}

const ARROW = { asc: "↑", desc: "↓" };
