import { Button, Group, Loader, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { parseAsInteger, parseAsString, useQueryStates } from "nuqs";
import { useTranslation } from "react-i18next";
import { hides } from "../../../api/errors";
import type { Import, ProblemGroup } from "../../../api/schema";
import { useFormat } from "../../../i18n/format";
import { notifyDone } from "../../../ui/notify";
import { Problem } from "../../../ui/Problem";
import { summaryQuery, useProblems } from "./api";
import { ProblemGroups } from "./ProblemGroups";
import classes from "./Problems.module.css";
import { ProblemsGrid } from "./ProblemsGrid";
import { rowsOf } from "./rows";
import { useCorrections } from "./useCorrections";

const IN_URL = { column: parseAsInteger, code: parseAsString };

/** What is wrong with the file: causes to choose from, and the rows with their cells, to be put right in place. */
export function ProblemsPanel({ one }: { one: Import }) {
  const { t } = useTranslation("imports");
  const format = useFormat();
  const [filter, setFilter] = useQueryStates(IN_URL);
  const summary = useQuery(summaryQuery(one.id));
  const list = useProblems(one, filter);
  const corrections = useCorrections(one.id);
  if (hides(summary)) return <Problem error={summary.error} onRetry={() => summary.refetch()} />;
  if (!summary.data) return <Loader size="xs" color="gray" />;
  const rows = rowsOf(list.rows, corrections.checked);
  const settled = rows.filter((row) => row.state !== "open").length;
  const replace = (group: ProblemGroup, from: string | null, to: string) => {
    if (group.columnNumber === null) return;
    corrections.correct({ replace: [{ column: group.columnNumber, from, to: to || null }] }, (answer) =>
      notifyDone(t("problems.fixed", { count: answer.fixed, number: format.number(answer.fixed) })),
    );
  };
  return (
    <div className={classes.panel}>
      <ProblemGroups
        summary={summary.data}
        filter={filter}
        onFilter={setFilter}
        onReplace={replace}
        busy={corrections.isPending}
      />
      <div className={classes.place}>
        {list.error && rows.length === 0 ? (
          <Problem error={list.error} onRetry={list.retry} />
        ) : (
          <ProblemsGrid
            one={one}
            list={list}
            rows={rows}
            corrections={corrections}
            groups={summary.data.groups}
            onReplace={replace}
          />
        )}
        <Group gap="xs" mih={30} mt={6}>
          {summary.data.rowsListed < summary.data.rowsFound && (
            <Text size="sm" c="dimmed">
              {t("problems.listed", {
                listed: format.number(summary.data.rowsListed),
                found: format.number(summary.data.rowsFound),
              })}
            </Text>
          )}
          {settled > 0 && (
            <Button variant="subtle" onClick={corrections.refresh}>
              {t("problems.hideFixed", { count: settled, number: format.number(settled) })}
            </Button>
          )}
        </Group>
      </div>
    </div>
  );
}
