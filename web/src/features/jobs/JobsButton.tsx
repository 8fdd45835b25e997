import { useDisclosure } from "@mantine/hooks";
import { IconProgress } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import classes from "../../app/shell/SideBar.module.css";
import { isRunning, jobsQuery } from "./api";
import own from "./jobs.module.css";

const JobsDrawer = lazy(() => import("./JobsDrawer").then((file) => ({ default: file.JobsDrawer })));

/** Long works of the organization: how many run, and the drawer with all of them. */
export function JobsButton() {
  const { t } = useTranslation();
  const [opened, drawer] = useDisclosure(false);
  const { data } = useQuery(jobsQuery);
  const running = data?.data.filter(isRunning).length ?? 0;
  return (
    <>
      <button type="button" className={classes.button} onClick={drawer.open} aria-haspopup="dialog">
        <IconProgress size={16} stroke={1.6} aria-hidden />
        <span className={classes.name}>{t("jobs.title")}</span>
        {running > 0 && (
          <span
            className={`${own.count} figures`}
            role="img"
            aria-label={t("jobs.running", { count: running })}
          >
            {running}
          </span>
        )}
      </button>
      {opened && (
        <Suspense>
          <JobsDrawer opened onClose={drawer.close} />
        </Suspense>
      )}
    </>
  );
}
