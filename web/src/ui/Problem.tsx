import { Button, Code, CopyButton, Group, Stack, Text } from "@mantine/core";
import { IconAlertTriangle, IconCloudOff } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { ApiError, isOffline } from "../api/errors";
import { i18n } from "../i18n";

/** Something failed: what, what to do, and the request id to report. Fills the place where the content would stand. */
export function Problem({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { t } = useTranslation();
  const offline = isOffline(error);
  const Icon = offline ? IconCloudOff : IconAlertTriangle;
  return (
    <Stack align="center" gap="xs" p="xl" role="alert">
      <Icon size={28} stroke={1.4} color="var(--bad)" aria-hidden />
      <Text fw={600}>{offline ? t("problem.offline") : t("problem.title")}</Text>
      <Text c="dimmed" ta="center" maw={480}>
        {offline ? t("problem.offlineHint") : messageOf(error)}
      </Text>
      {error instanceof ApiError && error.requestId && <RequestId id={error.requestId} />}
      {onRetry && (
        <Button variant="default" onClick={onRetry}>
          {t("problem.retry")}
        </Button>
      )}
    </Stack>
  );
}

/** The words of an error, in the language of the reader. */
export function messageOf(error: unknown): string {
  if (isOffline(error)) return `${i18n.t("problem.offline")}. ${i18n.t("problem.offlineHint")}`;
  return (error instanceof Error && error.message) || i18n.t("problem.unknown");
}

/** The id under which the server's log tells more. */
export function RequestId({ id }: { id: string }) {
  const { t } = useTranslation();
  return (
    <Group gap={6}>
      <Text size="xs" c="dimmed">
        {t("problem.requestId")}
      </Text>
      <CopyButton value={id}>
        {({ copied, copy }) => (
          <Code component="button" onClick={copy} style={{ border: 0, cursor: "copy" }}>
            {copied ? t("action.copied") : id}
          </Code>
        )}
      </CopyButton>
    </Group>
  );
}
