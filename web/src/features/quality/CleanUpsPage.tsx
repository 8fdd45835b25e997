import { Table } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { hides } from "../../api/errors";
import type { HygieneRun } from "../../api/schema";
import { Waiting } from "../../app/Waiting";
import { Mark, type Tone } from "../../ui/Mark";
import { Moment } from "../../ui/Moment";
import { Problem } from "../../ui/Problem";
import { Section } from "../../ui/Section";
import { useActorNames } from "../session/actorNames";
import { cleanUpRunsQuery, cleanUpsQuery } from "./api";
import { CleanUpLine } from "./cleanups/CleanUpLine";
import classes from "./cleanups/CleanUps.module.css";
import { Report } from "./cleanups/Report";
import { QualityFrame } from "./QualityFrame";

const TONES: Record<HygieneRun["status"], Tone> = {
  queued: "quiet",
  running: "info",
  completed: "good",
  cancelled: "quiet",
  failed: "bad",
};

/** What keeps the contacts clean by itself: each clean-up with its schedule, and what the runs did. */
export function Component() {
  const { t } = useTranslation("quality");
  const tasks = useQuery(cleanUpsQuery);
  const runs = useQuery(cleanUpRunsQuery);
  return (
    <QualityFrame name={t("tabs.cleanUps")}>
      {hides(tasks) ? (
        <Problem error={tasks.error} onRetry={() => tasks.refetch()} />
      ) : tasks.data ? (
        <ul className={classes.cleanUps}>
          {tasks.data.data.map((cleanUp) => (
            <CleanUpLine key={cleanUp.task} cleanUp={cleanUp} />
          ))}
        </ul>
      ) : (
        <Waiting />
      )}
      <Section title={t("cleanUps.runs")}>
        {runs.data?.data.length === 0 && <span className="quiet">{t("cleanUps.noRuns")}</span>}
        {runs.data && runs.data.data.length > 0 && <Runs runs={runs.data.data} />}
      </Section>
    </QualityFrame>
  );
}

function Runs({ runs }: { runs: HygieneRun[] }) {
  const { t } = useTranslation("quality");
  const names = useActorNames(runs.map((run) => run.createdBy.id));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must scroll by keys too
    <section className={classes.runs} aria-label={t("cleanUps.runs")} tabIndex={0}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("cleanUps.what")}</Table.Th>
            <Table.Th>{t("cleanUps.state")}</Table.Th>
            <Table.Th>{t("cleanUps.result")}</Table.Th>
            <Table.Th>{t("merges.by")}</Table.Th>
            <Table.Th>{t("merges.when")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {runs.map((run) => (
            <Table.Tr key={run.id}>
              <Table.Td>
                {t(`task.${run.task}.name`)}
                {run.dryRun && <span className="quiet"> · {t("cleanUps.dryRun")}</span>}
              </Table.Td>
              <Table.Td>
                <Mark tone={TONES[run.status]}>{t(`runStatus.${run.status}`)}</Mark>
              </Table.Td>
              <Table.Td>
                <Report run={run} />
              </Table.Td>
              <Table.Td>
                <bdi>{names.get(run.createdBy.id ?? "") ?? t(`actor.${run.createdBy.kind}`)}</bdi>
              </Table.Td>
              <Table.Td>
                <Moment value={run.finishedAt ?? run.createdAt} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}
