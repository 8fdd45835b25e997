import { Alert, Button, Group, Select, Stack, Table, Textarea } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { Dialog } from "../../ui/Dialog";
import { Mark } from "../../ui/Mark";
import { messageOf } from "../../ui/Problem";
import { CHANNELS, type Channel, useCheckNumbers } from "./api";
import { numbersOf } from "./numbers";

/** Which of these numbers must not be contacted? */
export function CheckDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("privacy");
  const [text, setText] = useState("");
  const [channel, setChannel] = useState<Channel>("call");
  const checking = useCheckNumbers();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    checking.mutate({ phones: numbersOf(text), channel });
  };
  return (
    <Dialog onClose={onClose} title={t("check.title")} size="lg">
      <form onSubmit={submit}>
        <Stack gap="sm">
          {checking.isError && (
            <Alert color="red" role="alert">
              {messageOf(checking.error)}
            </Alert>
          )}
          <Textarea
            label={t("suppress.numbers")}
            description={t("check.hint")}
            data-autofocus
            minRows={3}
            maxRows={8}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <Group justify="space-between" align="flex-end">
            <Select
              label={t("channel")}
              data={CHANNELS.map((value) => ({ value, label: t(`channels.${value}`) }))}
              value={channel}
              onChange={(value) => value && setChannel(value as Channel)}
            />
            <Button type="submit" disabled={text.trim() === ""} loading={checking.isPending}>
              {t("check.action")}
            </Button>
          </Group>
          {checking.data && (
            <Table aria-label={t("check.title")}>
              <Table.Tbody>
                {checking.data.data.map((one, index) => (
                  <Table.Tr key={`${index} ${one.phone}`}>
                    <Table.Td>
                      <bdi className="ltr figures">{one.e164 ?? one.phone}</bdi>
                    </Table.Td>
                    <Table.Td>
                      {one.suppressed === null ? (
                        <Mark tone="warn">{one.error ?? t("check.unreadable")}</Mark>
                      ) : one.suppressed ? (
                        <Mark tone="bad">{t("check.no")}</Mark>
                      ) : (
                        <Mark tone="good">{t("check.yes")}</Mark>
                      )}
                    </Table.Td>
                    <Table.Td>
                      {one.reason && t(`reasons.${one.reason}`, { defaultValue: one.reason })}
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          )}
        </Stack>
      </form>
    </Dialog>
  );
}
