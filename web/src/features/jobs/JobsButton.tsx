import { useDisclosure } from "@mantine/hooks";
import { IconProgress } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import classes from "../../app/shell/SideBar.module.css";
import { lazyPart } from "../../ui/lazyPart";
import { isRunning, jobsQuery } from "./api";
import own from "./jobs.module.css";

const JobsDrawer = lazyPart(() => import("./JobsDrawer"), "JobsDrawer", "jobs");

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
      {opened && <JobsDrawer onClose={drawer.close} />}
    </>
  );
}
