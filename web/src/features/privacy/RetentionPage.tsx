import { Button, Group, Stack, Switch, Text } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, call } from "../../api/client";
import { hides } from "../../api/errors";
import { queryClient } from "../../api/query";
import type { RetentionDays, RetentionDue } from "../../api/schema";
import { Waiting } from "../../app/Waiting";
import { useFormat } from "../../i18n/format";
import { Confirm } from "../../ui/Confirm";
import { NumberInput } from "../../ui/inputs";
import { notifyDone, notifyError } from "../../ui/notify";
import { Problem } from "../../ui/Problem";
import { PrivacyFrame } from "./PrivacyFrame";
import classes from "./RetentionPage.module.css";

const KINDS = ["trash", "importRejects", "callResults", "audienceExits", "history"] as const;
const days = (kind: (typeof KINDS)[number]) => `${kind}Days` as keyof RetentionDays;
const USUAL = 365;
const QUERY = ["policies", "retention"];
/** Days as they are typed: "" while there are none. */
type Draft = { [kind in keyof RetentionDays]: RetentionDays[kind] | "" };

/** How long each kind of data is kept; what is older is removed every night. */
export function Component() {
  const { t } = useTranslation("privacy");
  const format = useFormat();
  const query = useQuery({ queryKey: QUERY, queryFn: () => call(api.GET("/api/privacy/retention")) });
  const [changes, setChanges] = useState<Partial<Draft>>({});
  const [due, setDue] = useState<RetentionDue | null>(null);
  const draft = query.data && { ...query.data.policy, ...changes };
  const change = (kind: (typeof KINDS)[number], value: Draft[keyof Draft]) =>
    setChanges({ ...changes, [days(kind)]: value });
  const put = (dryRun: boolean) =>
    call(api.PUT("/api/privacy/retention", { params: { query: { dryRun } }, body: draft as RetentionDays }));
  const trying = useMutation({
    mutationFn: () => put(true),
    onSuccess: (answer) => setDue(answer.due),
    onError: notifyError,
  });
  const saving = useMutation({
    mutationFn: () => put(false),
    onSuccess: (answer) => {
      setDue(null);
      setChanges({});
      queryClient.setQueryData(QUERY, answer);
      notifyDone(t("retention.saved"));
    },
    onError: notifyError,
  });
  if (hides(query))
    return (
      <PrivacyFrame name={t("tabs.retention")}>
        <Problem error={query.error} onRetry={() => query.refetch()} />
      </PrivacyFrame>
    );
  if (!draft) return <Waiting />;
  const changed = JSON.stringify(draft) !== JSON.stringify(query.data?.policy);
  const incomplete = Object.values(draft).includes("");
  const total = KINDS.reduce((sum, kind) => sum + (due?.[kind] ?? 0), 0);
  return (
    <PrivacyFrame name={t("tabs.retention")} narrow>
      <Stack gap="md">
        <Text size="sm" c="dimmed">
          {t("retention.text")}
        </Text>
        <ul className={classes.kinds}>
          {KINDS.map((kind) => {
            const value = draft[days(kind)];
            return (
              <li key={kind} className={classes.kind}>
                <div className={classes.words}>
                  <strong>{t(`retention.kinds.${kind}.name`)}</strong>
                  <div className="quiet">{t(`retention.kinds.${kind}.text`)}</div>
                </div>
                <Switch
                  aria-label={t("retention.remove", { what: t(`retention.kinds.${kind}.name`) })}
                  checked={value !== null}
                  onChange={(event) => change(kind, event.currentTarget.checked ? USUAL : null)}
                />
                {value === null ? (
                  <span className={classes.kept}>{t("retention.kept")}</span>
                ) : (
                  <NumberInput
                    className={classes.days}
                    size="xs"
                    min={1}
                    max={36500}
                    allowDecimal={false}
                    suffix={` ${t("retention.days")}`}
                    aria-label={t("retention.after", { what: t(`retention.kinds.${kind}.name`) })}
                    value={value}
                    onChange={(next) => change(kind, typeof next === "number" ? next : "")}
                  />
                )}
              </li>
            );
          })}
        </ul>
        <Group>
          <Button
            disabled={!changed || incomplete}
            loading={trying.isPending}
            onClick={() => trying.mutate()}
          >
            {t("retention.try")}
          </Button>
        </Group>
      </Stack>
      <Confirm
        opened={due !== null}
        danger={total > 0}
        onClose={() => setDue(null)}
        onConfirm={() => saving.mutate()}
        title={t("retention.confirm")}
        action={t("common:action.save")}
        busy={saving.isPending}
      >
        {total === 0 ? (
          t("retention.nothing")
        ) : (
          <>
            {t("retention.due")}
            <ul>
              {KINDS.filter((kind) => due?.[kind]).map((kind) => (
                <li key={kind}>
                  {t(`retention.kinds.${kind}.name`)}: <strong>{format.number(due?.[kind] ?? 0)}</strong>
                </li>
              ))}
            </ul>
          </>
        )}
      </Confirm>
    </PrivacyFrame>
  );
}
