import { Alert, Button, FileInput, Group, List, Stack, Text } from "@mantine/core";
import { IconFileUpload } from "@tabler/icons-react";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../../i18n/format";
import { useServerWords } from "../../i18n/serverWords";
import { Dialog } from "../../ui/Dialog";
import { messageOf } from "../../ui/Problem";
import { useSuppressFile } from "./api";
import { asCreate, emptyWhy, type Why, WhyInputs } from "./WhyInputs";

/** Suppress every number of a file; what is wrong in it is told line by line. */
export function SuppressFileDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("privacy");
  const format = useFormat();
  const { wordsOfField } = useServerWords();
  const [file, setFile] = useState<File | null>(null);
  const [why, setWhy] = useState<Why>(emptyWhy);
  const sending = useSuppressFile();
  const report = sending.data;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!file) return;
    const form = new FormData();
    form.set("file", file);
    for (const [name, value] of Object.entries(asCreate(why))) if (value) form.set(name, value);
    sending.mutate(form);
  };
  const figures = report && [
    [t("file.rows"), report.rows],
    [t("file.added"), report.added],
    [t("file.known"), report.alreadySuppressed],
    [t("file.repeated"), report.repeated],
    [t("file.invalid"), report.invalid],
  ];
  return (
    <Dialog onClose={onClose} title={t("file.title")}>
      {report ? (
        <Stack gap="sm">
          <Text size="sm">{t("file.done", { column: report.column })}</Text>
          <List size="sm" spacing={2}>
            {figures?.map(([name, value]) => (
              <List.Item key={name}>
                {name}: <strong className="figures">{format.number(Number(value))}</strong>
              </List.Item>
            ))}
          </List>
          {report.ignored.length > 0 && (
            <Alert color="yellow" title={t("file.ignored")}>
              <bdi>{format.list(report.ignored)}</bdi>
            </Alert>
          )}
          {report.rejects.length > 0 && (
            <Alert color="yellow" title={t("file.rejects")}>
              <List size="sm">
                {report.rejects.slice(0, 20).map((cell) => (
                  <List.Item key={`${cell.line} ${cell.column}`}>
                    {t("file.line", { line: cell.line })} <bdi className="ltr">{cell.value}</bdi> –{" "}
                    {wordsOfField(cell.column, cell, cell.message)}
                  </List.Item>
                ))}
              </List>
            </Alert>
          )}
          <Group justify="flex-end">
            <Button onClick={onClose}>{t("common:action.done")}</Button>
          </Group>
        </Stack>
      ) : (
        <form onSubmit={submit}>
          <Stack gap="sm">
            {sending.isError && (
              <Alert color="red" role="alert">
                {messageOf(sending.error)}
              </Alert>
            )}
            <FileInput
              label={t("file.file")}
              description={t("file.hint")}
              leftSection={<IconFileUpload size={14} />}
              placeholder={t("file.choose")}
              value={file}
              onChange={setFile}
            />
            <WhyInputs why={why} onChange={setWhy} />
            <Group justify="flex-end" gap="xs">
              <Button variant="default" onClick={onClose}>
                {t("common:action.cancel")}
              </Button>
              <Button type="submit" disabled={!file} loading={sending.isPending}>
                {t("file.action")}
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Dialog>
  );
}
