import { Button, Group, Loader, Stack, Text } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { queryClient } from "../../../api/query";
import type { HygieneRun } from "../../../api/schema";
import { Dialog } from "../../../ui/Dialog";
import { notifyDone, notifyError } from "../../../ui/notify";
import { Problem } from "../../../ui/Problem";
import { cleanUpRunQuery } from "../api";
import { wouldAct } from "./counts";
import { Report } from "./Report";

interface Props {
  title: string;
  /** What it does, for those who read it the first time. */
  text: string;
  /** The word on the button that does it. */
  action: string;
  start: (dryRun: boolean) => Promise<HygieneRun>;
  /** Worth doing whatever a dry run says: one that only looks. */
  always?: boolean;
  onClose: () => void;
}

/** Shows first what a clean-up would do; then does it, in the background. */
export function RunDialog({ title, text, action, start, always = false, onClose }: Props) {
  const { t } = useTranslation("quality");
  const trying = useMutation({ mutationFn: () => start(true) });
  const { mutate: tryOut } = trying;
  useEffect(() => tryOut(), [tryOut]);
  const id = trying.data?.id ?? "";
  const { data: run } = useQuery({ ...cleanUpRunQuery(id), enabled: id !== "" });
  const doing = useMutation({
    mutationFn: () => start(false),
    onSuccess: () => {
      for (const topic of ["hygiene", "jobs"]) queryClient.invalidateQueries({ queryKey: [topic] });
      notifyDone(t("cleanUps.started"));
      onClose();
    },
    onError: notifyError,
  });
  const report = run?.finishedAt ? run : null;
  const acts = report !== null && report.error === null && (always || wouldAct(report.report));
  return (
    <Dialog onClose={onClose} title={title}>
      <Stack gap="md">
        <Text size="sm" c="dimmed">
          {text}
        </Text>
        {trying.error ? (
          <Problem error={trying.error} onRetry={() => tryOut()} />
        ) : report ? (
          <div>
            <Text size="sm" fw={600}>
              {t(report.error ? "cleanUps.failed" : acts ? "cleanUps.would" : "cleanUps.wouldNothing")}
            </Text>
            <Text size="sm" component="div">
              <Report run={report} />
            </Text>
          </div>
        ) : (
          <Group gap="xs">
            <Loader size="xs" color="gray" />
            <Text size="sm">{t("cleanUps.trying")}</Text>
          </Group>
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t("common:action.cancel")}
          </Button>
          <Button disabled={!acts} loading={doing.isPending} onClick={() => doing.mutate()}>
            {action}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
