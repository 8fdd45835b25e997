import { Button, Group, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { DuplicateRun } from "../../../api/schema";
import { Waiting } from "../../../app/Waiting";
import { useFormat } from "../../../i18n/format";
import { useServerWords } from "../../../i18n/serverWords";
import { Dialog } from "../../../ui/Dialog";
import { Mark, type Tone } from "../../../ui/Mark";
import { Moment } from "../../../ui/Moment";
import { Problem } from "../../../ui/Problem";
import { jobsQuery } from "../../jobs/api";
import { JobProgress } from "../../jobs/JobProgress";
import { useMay } from "../../session/session";
import { runsQuery, useScan } from "../api";
import classes from "./ScansDialog.module.css";

const TONES: Record<DuplicateRun["status"], Tone> = {
  queued: "quiet",
  running: "info",
  completed: "good",
  failed: "bad",
  cancelled: "quiet",
};

/** Look for duplicates now, and what the last searches and acceptances did. */
export function ScansDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("quality");
  const manages = useMay("manager");
  const query = useQuery(runsQuery);
  const scanning = useScan();
  const active = query.data?.data.some((run) => run.kind === "scan" && !run.finishedAt);
  return (
    <Dialog onClose={onClose} title={t("scan.title")} size="lg">
      <Stack gap="md">
        <Text size="sm" c="dimmed">
          {t("scan.text")}
        </Text>
        {manages && (
          <Group gap="xs">
            <Button disabled={active} loading={scanning.isPending} onClick={() => scanning.mutate(false)}>
              {t("scan.now")}
            </Button>
            <Button variant="default" disabled={active} onClick={() => scanning.mutate(true)}>
              {t("scan.full")}
            </Button>
          </Group>
        )}
        {query.isPending && <Waiting />}
        {query.error && <Problem error={query.error} onRetry={() => query.refetch()} />}
        {query.data?.data.length === 0 && <Text c="dimmed">{t("scan.none")}</Text>}
        <ul className={classes.runs}>
          {query.data?.data.map((run) => (
            <Run key={run.id} run={run} />
          ))}
        </ul>
      </Stack>
    </Dialog>
  );
}

function Run({ run }: { run: DuplicateRun }) {
  const { t } = useTranslation("quality");
  const format = useFormat();
  const { wordsOfError } = useServerWords();
  const { data: jobs } = useQuery(jobsQuery);
  const job = run.finishedAt ? undefined : jobs?.data.find((one) => one.id === run.id);
  const { report } = run;
  const number = (count: number | undefined) => ({ count: count ?? 0, number: format.number(count ?? 0) });
  return (
    <li className={classes.run}>
      <span className={classes.head}>
        <strong>{t(run.kind === "scan" ? "scan.scan" : "scan.acceptance")}</strong>
        <Mark tone={TONES[run.status]}>{t(`runStatus.${run.status}`)}</Mark>
        <span className={classes.time}>
          <Moment value={run.finishedAt ?? run.startedAt ?? run.createdAt} />
        </span>
      </span>
      {job && <JobProgress job={job} />}
      {run.error && <span className={classes.error}>{wordsOfError(run.error, run.error.message)}</span>}
      {report.contacts !== undefined && (
        <span className="quiet">
          {t("scan.found", {
            certain: format.number(report.certain ?? 0),
            probable: format.number(report.probable ?? 0),
            fresh: format.number(report.new ?? 0),
          })}
        </span>
      )}
      {report.merged !== undefined && (
        <span className="quiet">{t("scan.merged", number(report.merged))}</span>
      )}
    </li>
  );
}
