import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { HomeImport } from "../../api/schema";
import { useFormat } from "../../i18n/format";
import { Moment } from "../../ui/Moment";
import classes from "./Lists.module.css";

/** What is said of an import that has no counts to tell, or none that still hold. */
const STATES: Partial<Record<HomeImport["status"], "waiting" | "running" | "undone">> = {
  uploaded: "waiting",
  validating: "waiting",
  validated: "waiting",
  queued: "running",
  running: "running",
  undoing: "running",
  undone: "undone",
};

/** The last imports and what came of them. */
export function LastImports({ imports }: { imports: HomeImport[] }) {
  const { t } = useTranslation("home");
  const format = useFormat();
  if (imports.length === 0) return <p className={classes.calm}>{t("imports.none")}</p>;
  return (
    <ul className={classes.list}>
      {imports.map((one) => (
        <li key={one.id}>
          <Link to={`/imports/${one.id}`} className={classes.line}>
            <span className={classes.words}>
              <bdi>{one.filename}</bdi>
              <span className={`${classes.note} figures`}>
                {STATES[one.status]
                  ? t(`imports.${STATES[one.status]}`)
                  : t("imports.counts", {
                      created: format.number(one.counts.created),
                      updated: format.number(one.counts.updated),
                      rejected: format.number(one.counts.rejected),
                    })}
              </span>
            </span>
            <span className="quiet">
              <Moment value={one.finishedAt ?? one.createdAt} />
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
