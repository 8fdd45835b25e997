import { Anchor, Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Job } from "../../api/schema";
import { useFormat } from "../../i18n/format";
import { Mark, type Tone } from "../../ui/Mark";
import { Moment } from "../../ui/Moment";
import { useMay } from "../session/session";
import { isRunning, jobAddress, useCancelJob, useUndoBulk } from "./api";
import { JobProgress } from "./JobProgress";
import classes from "./jobs.module.css";

const TONES: Record<Job["status"], Tone> = {
  waiting: "quiet",
  running: "info",
  done: "good",
  failed: "bad",
  cancelled: "quiet",
};

/** One long work: what, by whom, how far, and stopping it. */
export function JobLine({ job, onLeave }: { job: Job; onLeave: () => void }) {
  const { t } = useTranslation("jobs");
  const format = useFormat();
  const cancelling = useCancelJob();
  const address = jobAddress(job);
  const manages = useMay("manager");
  const undoing = useUndoBulk();
  const title = t(job.kind === "import" && job.phase === "check" ? "kind.check" : `kind.${job.kind}`);
  const about =
    job.about.filename ??
    job.about.name ??
    (job.about.action && t(`action.${job.about.action}`)) ??
    (job.about.task && t(`task.${job.about.task}`));
  return (
    <li className={classes.job}>
      <div className={classes.head}>
        {address ? (
          <Anchor component={Link} to={address} onClick={onLeave} inherit fw={500} c="inherit">
            {title}
          </Anchor>
        ) : (
          <span className={classes.title}>{title}</span>
        )}
        <Mark tone={TONES[job.status]}>{t(`status.${job.status}`)}</Mark>
      </div>
      {about && <bdi className={classes.about}>{about}</bdi>}
      {isRunning(job) && <JobProgress job={job} />}
      {job.kind === "bulk_action" && job.status === "done" && job.total !== null && (
        <span className="quiet">{t("contacts", { count: job.total, number: format.number(job.total) })}</span>
      )}
      {job.message && <span className={classes.message}>{job.message}</span>}
      <div className={classes.foot}>
        <span className="quiet">
          {job.by.name && <bdi>{job.by.name} · </bdi>}
          <Moment value={job.finishedAt ?? job.startedAt ?? job.createdAt} />
        </span>
        {job.kind === "bulk_action" && job.undoable && manages && (
          <Button
            variant="subtle"
            size="compact-xs"
            loading={undoing.isPending}
            onClick={() => undoing.mutate(job.id)}
          >
            {t("common:action.undo")}
          </Button>
        )}
        {job.cancellable && isRunning(job) && (
          <Button variant="subtle" color="gray" size="compact-xs" onClick={() => cancelling.mutate(job)}>
            {t("stop")}
          </Button>
        )}
      </div>
    </li>
  );
}
