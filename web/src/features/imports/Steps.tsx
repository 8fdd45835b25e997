import { IconCheck } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import classes from "./Steps.module.css";

export const STEPS = ["file", "map", "check", "run", "result"] as const;
export type Step = (typeof STEPS)[number];

/** Where one is on the way from the file to the result; `onGo` leads back to `open` steps. */
export function Steps({ now, open = [], onGo }: { now: Step; open?: Step[]; onGo?: (step: Step) => void }) {
  const { t } = useTranslation("imports");
  const at = STEPS.indexOf(now);
  return (
    <ol className={classes.steps} aria-label={t("steps.label")}>
      {STEPS.map((step, index) => {
        const words = (
          <>
            <span className={classes.number} aria-hidden>
              {index < at ? <IconCheck size={12} /> : index + 1}
            </span>
            {t(`steps.${step}`)}
          </>
        );
        return (
          <li
            key={step}
            className={classes.step}
            data-done={index < at || undefined}
            aria-current={step === now ? "step" : undefined}
          >
            {open.includes(step) && step !== now ? (
              <button type="button" className={classes.back} onClick={() => onGo?.(step)}>
                {words}
              </button>
            ) : (
              <span className={classes.back}>{words}</span>
            )}
          </li>
        );
      })}
    </ol>
  );
}
