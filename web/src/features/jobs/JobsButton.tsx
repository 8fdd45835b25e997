import { useDisclosure } from "@mantine/hooks";
import { IconProgress } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import classes from "../../app/shell/SideBar.module.css";

/** Long works of the organization: how many run, and the drawer with all of them. */
export function JobsButton() {
  const { t } = useTranslation();
  const [, drawer] = useDisclosure(false);
  return (
    <button type="button" className={classes.button} onClick={drawer.open}>
      <IconProgress size={16} stroke={1.6} aria-hidden />
      <span className={classes.name}>{t("jobs.title")}</span>
    </button>
  );
}
