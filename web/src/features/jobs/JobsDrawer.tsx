import { IconProgressCheck } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { SideDialog } from "../../ui/Dialog";
import { EmptyState } from "../../ui/EmptyState";
import { Problem } from "../../ui/Problem";
import { jobsQuery } from "./api";
import { JobLine } from "./JobLine";
import classes from "./jobs.module.css";

/** Every long work of the organization, with its progress. */
export function JobsDrawer({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("jobs");
  const jobs = useQuery(jobsQuery);
  return (
    <SideDialog onClose={onClose} title={t("title")} size={380}>
      {jobs.isError && <Problem error={jobs.error} onRetry={() => jobs.refetch()} />}
      {jobs.data?.data.length === 0 && (
        <EmptyState icon={IconProgressCheck} title={t("empty.title")} text={t("empty.text")} />
      )}
      <ul className={classes.list}>
        {jobs.data?.data.map((job) => (
          <JobLine key={`${job.kind} ${job.id}`} job={job} onLeave={onClose} />
        ))}
      </ul>
    </SideDialog>
  );
}
