import { useTranslation } from "react-i18next";
import type { ProblemGroup, ProblemSummary } from "../../../api/schema";
import { useFormat } from "../../../i18n/format";
import { Mark, type Tone } from "../../../ui/Mark";
import type { ProblemFilter } from "./api";
import classes from "./Problems.module.css";
import { ReplaceValue } from "./ReplaceValue";

export const TONES: Record<ProblemGroup["severity"], Tone> = {
  rejected: "bad",
  refused: "warn",
  note: "info",
};

const WEIGHT: ProblemGroup["severity"][] = ["rejected", "refused", "note"];

/** What costs a row comes first; else as the server has it, the most frequent first. */
const byWeight = (one: ProblemGroup, other: ProblemGroup) =>
  WEIGHT.indexOf(one.severity) - WEIGHT.indexOf(other.severity);

interface Props {
  summary: ProblemSummary;
  filter: ProblemFilter;
  onFilter: (filter: ProblemFilter) => void;
  onReplace: (group: ProblemGroup, from: string | null, to: string) => void;
  busy: boolean;
}

/** Problems by column and cause. One narrows the rows to it; the values that cause most can be replaced at once. */
export function ProblemGroups({ summary, filter, onFilter, onReplace, busy }: Props) {
  const { t } = useTranslation("imports");
  const format = useFormat();
  const all = filter.column === null && filter.code === null;
  return (
    <div className={classes.groups}>
      <button
        type="button"
        className={classes.group}
        aria-pressed={all}
        onClick={() => onFilter({ column: null, code: null })}
      >
        <span className={classes.words}>{t("problems.all")}</span>
      </button>
      {[...summary.groups].sort(byWeight).map((group) => {
        const chosen = filter.code === group.code && filter.column === group.columnNumber;
        return (
          <div key={`${group.columnNumber} ${group.code} ${group.severity}`}>
            <button
              type="button"
              className={classes.group}
              aria-pressed={chosen}
              onClick={() => onFilter({ column: group.columnNumber, code: group.code })}
            >
              <span className={classes.words}>
                <bdi className={classes.column}>{group.column ?? t("problems.wholeRow")}</bdi>
                <Mark tone={TONES[group.severity]}>{t(`severity.${group.severity}`)}</Mark>
                <span className="quiet">{t(`codes.${group.code}`, { defaultValue: group.message })}</span>
              </span>
              <span className="figures">{format.number(group.count)}</span>
            </button>
            {chosen && group.columnNumber !== null && (
              <ul className={classes.values} aria-label={t("problems.values")}>
                {group.values.map((one) => (
                  <li key={one.value ?? ""}>
                    <ReplaceValue group={group} one={one} onReplace={onReplace} busy={busy} />
                  </li>
                ))}
              </ul>
            )}
          </div>
        );
      })}
    </div>
  );
}
