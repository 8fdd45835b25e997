import { Button, Group, Progress, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Import } from "../../api/schema";
import { useFormat } from "../../i18n/format";
import { useImportStep } from "./api";

/** A dry run, an import or an undo at work: how far it is, how fast, how long still; it goes on without this page. */
export function Working({
  one,
  what,
  onBack,
}: {
  one: Import;
  what: "check" | "run" | "undo";
  onBack?: () => void;
}) {
  const { t } = useTranslation("imports");
  const format = useFormat();
  const stopping = useImportStep(one.id, "cancel");
  const progress = one.progress;
  const share = progress?.rowsTotal ? Math.min(1, progress.rowsDone / progress.rowsTotal) : null;
  const waits = one.status === "queued" || one.status === "uploaded";
  return (
    <Stack gap="xs" maw={560} mx="auto" py={56}>
      <Text size="sm" fw={600} role="status">
        {t(waits ? "working.waiting" : `working.${what}`)}
      </Text>
      <Progress
        value={share === null ? 100 : share * 100}
        animated={share === null}
        aria-label={t("working.progress")}
      />
      <Group justify="space-between" gap="xs" mih={24}>
        <Text size="sm" c="dimmed" className="figures">
          {progress?.rowsTotal &&
            t("working.rows", {
              done: format.number(progress.rowsDone),
              total: format.number(progress.rowsTotal),
            })}
          {progress && progress.rowsPerSecond > 0 && (
            <> · {t("working.rate", { number: format.number(progress.rowsPerSecond) })}</>
          )}
          {progress?.secondsLeft != null && (
            <> · {t("working.left", { duration: format.duration(progress.secondsLeft) })}</>
          )}
        </Text>
        {what !== "undo" && one.status !== "uploaded" && (
          <Button
            variant="default"
            loading={stopping.isPending}
            onClick={() => stopping.mutate(undefined, { onSuccess: onBack })}
          >
            {t(what === "check" ? "working.stopCheck" : "working.stop")}
          </Button>
        )}
      </Group>
      <Text size="sm" c="dimmed">
        {t("working.leave")}
      </Text>
    </Stack>
  );
}
