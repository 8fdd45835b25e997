import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Home } from "../../api/schema";
import { useFormat } from "../../i18n/format";
import { contactsAddress } from "./api";
import classes from "./Reach.module.css";

/** How many can be called, and why each of the others cannot: one bar, and a legend that opens what it counts. */
export function Reach({ home }: { home: Home }) {
  const { t } = useTranslation("home");
  const format = useFormat();
  const parts = [
    { key: "callable", ...home.callable },
    ...home.notCallable.map((part) => ({ key: part.reason as string, ...part })),
  ];
  const share = (count: number) => (home.contacts ? count / home.contacts : 0);
  return (
    <div>
      <p className={classes.lead}>
        <strong className="figures">{format.number(home.callable.count)}</strong>{" "}
        {t("callableOf", {
          total: format.number(home.contacts),
          share: format.percent(share(home.callable.count)),
        })}
      </p>
      <div className={classes.bar} aria-hidden>
        {parts.map((part) => (
          <span
            key={part.key}
            data-reason={part.key}
            style={{ flexGrow: part.count, minWidth: part.count ? 3 : 0 }}
          />
        ))}
      </div>
      <ul className={classes.legend}>
        {parts.map((part) => (
          <li key={part.key}>
            <Link to={contactsAddress(part)} className={classes.part} data-reason={part.key}>
              <span>{t(`reach.${part.key}`)}</span>
              <span className="figures">{format.number(part.count)}</span>
              <span className={`${classes.share} figures`}>{format.percent(share(part.count))}</span>
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}
