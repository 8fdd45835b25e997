import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Duplicate } from "../../../api/schema";
import { useFormat } from "../../../i18n/format";
import { contactName } from "../../contacts/contactName";
import { pairKey } from "./queue";
import classes from "./Review.module.css";

interface Props {
  rows: Duplicate[];
  chosen: Duplicate | null;
  onChoose: (pair: Duplicate) => void;
}

/** The pairs that wait, the likeliest first. */
export function PairList({ rows, chosen, onChoose }: Props) {
  const { t } = useTranslation("quality");
  const format = useFormat();
  const current = useRef<HTMLButtonElement>(null);
  const key = chosen && pairKey(chosen);
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever another pair is chosen
  useEffect(() => {
    current.current?.scrollIntoView({ block: "nearest" });
  }, [key]);
  return (
    <ul className={classes.list} aria-label={t("review.list")}>
      {rows.map((pair) => {
        const here = pairKey(pair) === key;
        return (
          <li key={pairKey(pair)}>
            <button
              type="button"
              ref={here ? current : undefined}
              className={classes.pair}
              aria-current={here || undefined}
              onClick={() => onChoose(pair)}
            >
              <span className={classes.names}>
                {[pair.left, pair.right].map((contact, side) => (
                  <span key={side === 0 ? pair.leftId : pair.rightId} className={classes.one}>
                    <bdi>{contact ? contactName(contact) : t("review.gone")}</bdi>
                  </span>
                ))}
              </span>
              <span className={`${classes.score} figures`}>
                {format.percent(Math.floor(pair.score * 1000) / 1000)}
                <span className={classes.kind}>
                  {t(pair.kind === "probable" ? "review.probable" : "review.certain")}
                </span>
              </span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
