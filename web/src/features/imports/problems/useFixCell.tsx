import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { ProblemGroup } from "../../../api/schema";
import { useFormat } from "../../../i18n/format";
import { notifyDone } from "../../../ui/notify";
import { type ProblemRow, problemOf } from "./rows";
import type { Corrections } from "./useCorrections";

/** Change one cell; when other cells have the same bad value, offer to change these too. */
export function useFixCell(
  corrections: Corrections,
  groups: ProblemGroup[],
  onReplace: (group: ProblemGroup, from: string | null, to: string) => void,
) {
  const { t } = useTranslation("imports");
  const format = useFormat();
  const offer = useRef<string>(undefined);
  useEffect(() => () => void (offer.current && notifications.hide(offer.current)), []);
  return (row: ProblemRow, column: number, value: string) => {
    const problem = problemOf(row, column);
    const group = problem && groups.find((one) => one.columnNumber === column && one.code === problem.code);
    const same = group?.values.find((one) => one.value === problem?.value);
    corrections.correct({ cells: [{ line: row.line, column, value: value || null }] }, (answer) => {
      const right = answer.rows.every((one) => one.problems.every((left) => left.columnNumber !== column));
      if (!group || !same || same.count < 2 || !right) return;
      if (offer.current) notifications.hide(offer.current);
      const shown = notifyDone(
        t("problems.alsoOthers", { value: same.value ?? t("problems.blank") }),
        <Button
          variant="light"
          onClick={() => {
            onReplace(group, same.value, value);
            notifications.hide(shown);
          }}
        >
          {t("problems.fixAll", { count: same.count - 1, number: format.number(same.count - 1) })}
        </Button>,
      );
      offer.current = shown;
    });
  };
}
