import { Progress } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Job } from "../../api/schema";
import { useFormat } from "../../i18n/format";
import classes from "./jobs.module.css";

/** How far a job is: a bar, the figures, and how long it still takes. */
export function JobProgress({ job }: { job: Job }) {
  const { t } = useTranslation("jobs");
  const format = useFormat();
  const share = job.total ? Math.min(1, (job.done ?? 0) / job.total) : null;
  return (
    <div className={classes.progress}>
      <Progress
        value={share === null ? 100 : share * 100}
        animated={share === null}
        size="sm"
        aria-label={t("progress")}
      />
      <span className="quiet figures">
        {job.done !== null &&
          (job.total
            ? t("doneOf", { done: format.number(job.done), total: format.number(job.total) })
            : format.number(job.done))}
        {job.secondsLeft !== null && ` · ${t("left", { duration: format.duration(job.secondsLeft) })}`}
      </span>
    </div>
  );
}
