import { IconAlertTriangle, IconChevronRight, IconCircleCheck } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { HomeAlert } from "../../api/schema";
import { useFormat } from "../../i18n/format";
import classes from "./Lists.module.css";

/** Where the next step of each alert is. */
function address(alert: HomeAlert): string {
  switch (alert.name) {
    case "duplicates_waiting":
      return "/quality/duplicates";
    case "rejects_to_fix":
      return alert.importId ? `/imports/${alert.importId}` : "/imports";
    case "many_invalid":
      return "/contacts?phoneStatus=invalid";
    case "hygiene_off":
      return "/quality/clean-ups";
    case "suppressions_expiring":
      return "/privacy";
    case "audience_failed":
      return "/audiences";
  }
}

/** What needs a look, each with its next step. */
export function Alerts({ alerts }: { alerts: HomeAlert[] }) {
  const { t } = useTranslation("home");
  const format = useFormat();
  if (alerts.length === 0)
    return (
      <p className={classes.calm}>
        <IconCircleCheck size={16} color="var(--good)" aria-hidden /> {t("alerts.none")}
      </p>
    );
  return (
    <ul className={classes.list}>
      {alerts.map((alert) => (
        <li key={`${alert.name} ${alert.importId}`}>
          <Link to={address(alert)} className={classes.line}>
            <IconAlertTriangle size={15} color="var(--warn)" aria-hidden />
            <span className={classes.words}>
              {t(`alerts.${alert.name}`, { count: alert.count, number: format.number(alert.count) })}
            </span>
            <IconChevronRight size={14} className={classes.chevron} aria-hidden />
          </Link>
        </li>
      ))}
    </ul>
  );
}
