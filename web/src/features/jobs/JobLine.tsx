import { Anchor, Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Job } from "../../api/schema";
import { Mark, type Tone } from "../../ui/Mark";
import { Moment } from "../../ui/Moment";
import { isRunning, jobAddress, useCancelJob } from "./api";
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
  const cancelling = useCancelJob();
  const address = jobAddress(job);
  const title = t(`kind.${job.kind}`);
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
      {job.message && <span className={classes.message}>{job.message}</span>}
      <div className={classes.foot}>
        <span className="quiet">
          {job.by.name && <bdi>{job.by.name} · </bdi>}
          <Moment value={job.finishedAt ?? job.startedAt ?? job.createdAt} />
        </span>
        {job.cancellable && isRunning(job) && (
          <Button variant="subtle" color="gray" size="compact-xs" onClick={() => cancelling.mutate(job)}>
            {t("stop")}
          </Button>
        )}
      </div>
    </li>
  );
}
