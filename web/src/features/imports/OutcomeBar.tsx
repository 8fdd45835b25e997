import { useTranslation } from "react-i18next";
import type { ImportCounts } from "../../api/schema";
import { useFormat } from "../../i18n/format";
import classes from "./OutcomeBar.module.css";

export const OUTCOMES = ["created", "updated", "unchanged", "merged", "rejected"] as const;

/** What became of the rows, as a bar in proportion; with `legend` also as words and numbers that add up. */
export function OutcomeBar({
  counts,
  legend,
  ahead,
}: {
  counts: ImportCounts;
  legend?: boolean;
  ahead?: boolean;
}) {
  const { t } = useTranslation("imports");
  const format = useFormat();
  const words = OUTCOMES.filter((outcome) => counts[outcome] > 0).map((outcome) =>
    t("outcome.count", { number: format.number(counts[outcome]), outcome: t(`outcome.${outcome}`) }),
  );
  return (
    <div className={classes.outcomes}>
      <div className={classes.bar} role="img" aria-label={format.list(words)} title={format.list(words)}>
        {OUTCOMES.map(
          (outcome) =>
            counts[outcome] > 0 && (
              <span
                key={outcome}
                className={classes.part}
                data-outcome={outcome}
                style={{ flexGrow: counts[outcome] }}
              />
            ),
        )}
      </div>
      {legend && (
        <dl className={classes.legend}>
          <div className={classes.entry}>
            <dt>{t("outcome.rows")}</dt>
            <dd className="figures">{format.number(counts.rows)}</dd>
          </div>
          {OUTCOMES.map((outcome) => (
            <div key={outcome} className={classes.entry} data-outcome={outcome}>
              <dt>{t(ahead ? `outcome.ahead.${outcome}` : `outcome.${outcome}`)}</dt>
              <dd className="figures">{format.number(counts[outcome])}</dd>
            </div>
          ))}
          {counts.attributeErrors > 0 && (
            <div className={classes.entry}>
              <dt>{t("outcome.cells")}</dt>
              <dd className="figures">{format.number(counts.attributeErrors)}</dd>
            </div>
          )}
        </dl>
      )}
    </div>
  );
}
