import { Tooltip } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { HomeDay } from "../../api/schema";
import { useFormat } from "../../i18n/format";
import classes from "./Growth.module.css";

/** Contacts that came on each of the last days: bars for the eye, a table for those who hear the page. */
export function Growth({ days }: { days: HomeDay[] }) {
  const { t } = useTranslation("home");
  const format = useFormat();
  const most = Math.max(1, ...days.map((one) => one.created));
  const sum = days.reduce((all, one) => all + one.created, 0);
  return (
    <div>
      <p className={classes.lead}>
        <strong className="figures">{t("growth.sum", { count: sum, number: format.number(sum) })}</strong>{" "}
        <span className="quiet">{t("growth.days", { count: days.length })}</span>
      </p>
      <div className={classes.chart} aria-hidden>
        {days.map((one) => (
          <Tooltip
            key={one.day}
            label={`${format.day(one.day)}: ${format.number(one.created)}`}
            openDelay={0}
          >
            <span className={classes.slot}>
              <span className={classes.bar} style={{ height: `${(one.created / most) * 100}%` }} />
            </span>
          </Tooltip>
        ))}
      </div>
      <div className={`${classes.axis} quiet`} aria-hidden>
        <span>{days[0] && format.day(days[0].day)}</span>
        <span>{days.at(-1) && format.day(days.at(-1)?.day ?? "")}</span>
      </div>
      <table className="sr-only">
        <caption>{t("growth.title")}</caption>
        <tbody>
          {days.map((one) => (
            <tr key={one.day}>
              <th scope="row">{format.day(one.day)}</th>
              <td>{format.number(one.created)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
