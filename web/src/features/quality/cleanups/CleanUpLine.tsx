import { Button, Select, Switch } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, call } from "../../../api/client";
import { queryClient } from "../../../api/query";
import type { CleanUp } from "../../../api/schema";
import { regional, useFormat } from "../../../i18n/format";
import { Moment } from "../../../ui/Moment";
import { notifyError } from "../../../ui/notify";
import { useMay } from "../../session/session";
import { cleanUpsQuery, runCleanUp } from "../api";
import classes from "./CleanUps.module.css";
import { Report } from "./Report";
import { RunDialog } from "./RunDialog";

type Change = Partial<Pick<CleanUp, "enabled" | "every" | "day" | "hour">>;

/** These change nothing themselves, so a dry run says little. */
const LOOKS: CleanUp["task"][] = ["refresh_duplicates", "attribute_check", "engagement_review"];

const monday = Date.UTC(2024, 0, 1);
const DAY = 86_400_000;

/** A clean-up: what it does, when it runs, what it did last. */
export function CleanUpLine({ cleanUp }: { cleanUp: CleanUp }) {
  const { t, i18n } = useTranslation("quality");
  const format = useFormat();
  const admin = useMay("admin");
  const [running, setRunning] = useState(false);
  const saving = useMutation({
    mutationFn: (body: Change) =>
      call(api.PUT("/api/hygiene/{task}", { params: { path: { task: cleanUp.task } }, body })),
    onMutate: (body) =>
      queryClient.setQueryData(
        cleanUpsQuery.queryKey,
        (now) =>
          now && { data: now.data.map((one) => (one.task === cleanUp.task ? { ...one, ...body } : one)) },
      ),
    onError: notifyError,
    onSettled: () => {
      for (const topic of ["hygiene", "home"]) queryClient.invalidateQueries({ queryKey: [topic] });
    },
  });
  const name = t(`task.${cleanUp.task}.name`);
  const text = t(`task.${cleanUp.task}.text`);
  const weekday = new Intl.DateTimeFormat(regional(i18n.language), { weekday: "long", timeZone: "UTC" });
  const days =
    cleanUp.every === "weekly"
      ? Array.from({ length: 7 }, (_, at) => ({
          value: String(at + 1),
          label: weekday.format(monday + at * DAY),
        }))
      : Array.from({ length: 31 }, (_, at) => ({
          value: String(at + 1),
          label: t("cleanUps.dayOfMonth", { day: at + 1 }),
        }));
  const { lastRun } = cleanUp;
  return (
    <li className={classes.cleanUp}>
      <div className={classes.words}>
        <h2 className={classes.name}>{name}</h2>
        <div className="quiet">{text}</div>
        <div className="quiet">
          {cleanUp.enabled && cleanUp.nextRunAt && (
            <>
              {t("cleanUps.next", { when: format.dateTime(cleanUp.nextRunAt) })}
              {lastRun && " · "}
            </>
          )}
          {lastRun && (
            <>
              {t(lastRun.dryRun ? "cleanUps.lastDry" : "cleanUps.last")}{" "}
              <Moment value={lastRun.finishedAt ?? lastRun.createdAt} /> · <Report run={lastRun} />
            </>
          )}
        </div>
      </div>
      <div className={classes.controls}>
        <Switch
          label={t(cleanUp.enabled ? "cleanUps.on" : "cleanUps.off")}
          aria-label={name}
          checked={cleanUp.enabled}
          disabled={!admin}
          onChange={(event) => saving.mutate({ enabled: event.currentTarget.checked })}
        />
        <Select
          size="xs"
          w={104}
          aria-label={t("cleanUps.every", { name })}
          disabled={!admin}
          data={(["weekly", "monthly"] as const).map((value) => ({ value, label: t(`cleanUps.${value}`) }))}
          value={cleanUp.every}
          onChange={(every) => saving.mutate({ every: every as CleanUp["every"], day: 1 })}
        />
        <Select
          size="xs"
          w={112}
          aria-label={t("cleanUps.day", { name })}
          disabled={!admin}
          data={days}
          value={String(cleanUp.day)}
          onChange={(day) => saving.mutate({ day: Number(day) })}
        />
        <Select
          size="xs"
          w={84}
          aria-label={t("cleanUps.hour", { name })}
          disabled={!admin}
          data={Array.from({ length: 24 }, (_, hour) => ({
            value: String(hour),
            label: `${String(hour).padStart(2, "0")}:00`,
          }))}
          value={String(cleanUp.hour)}
          onChange={(hour) => saving.mutate({ hour: Number(hour) })}
        />
        <Button
          variant="default"
          onClick={() => setRunning(true)}
          aria-label={t("cleanUps.tryName", { name })}
        >
          {t("cleanUps.try")}
        </Button>
      </div>
      {running && (
        <RunDialog
          title={name}
          text={text}
          action={t("cleanUps.run")}
          start={(dryRun) => runCleanUp(cleanUp.task, dryRun)}
          always={LOOKS.includes(cleanUp.task)}
          onClose={() => setRunning(false)}
        />
      )}
    </li>
  );
}
