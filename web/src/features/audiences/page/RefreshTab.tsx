import { Alert, Button, FileInput, Group, SegmentedControl, Stack, Text, Textarea } from "@mantine/core";
import { IconFileUpload } from "@tabler/icons-react";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Audience } from "../../../api/schema";
import { useFormat } from "../../../i18n/format";
import { messageOf } from "../../../ui/Problem";
import { type MemberList, useReplaceMembers } from "../api";
import { phonesOf } from "./phones";
import { RefreshReport } from "./RefreshReport";

/** Replace the members by a list from elsewhere, after seeing what it would change. */
export function RefreshTab({ audience }: { audience: Audience }) {
  const { t } = useTranslation("audiences");
  const format = useFormat();
  const [by, setBy] = useState("file");
  const [file, setFile] = useState<File | null>(null);
  const [text, setText] = useState("");
  const checking = useReplaceMembers();
  const replacing = useReplaceMembers();
  const phones = phonesOf(text);
  const list: MemberList | null =
    by === "file" ? (file ? { file } : null) : phones.length ? { phones } : null;
  const forget = () => {
    checking.reset();
    replacing.reset();
  };
  const check = (event: FormEvent) => {
    event.preventDefault();
    replacing.reset();
    if (list) checking.mutate({ id: audience.id, list, dryRun: true });
  };
  const error = replacing.error ?? checking.error;
  const report = replacing.data ?? checking.data;
  return (
    <form onSubmit={check}>
      <Stack gap="md" maw={620}>
        <Text size="sm" c="dimmed">
          {t("refresh.text")}
        </Text>
        <SegmentedControl
          w="fit-content"
          aria-label={t("refresh.by")}
          data={["file", "paste"].map((value) => ({ value, label: t(`refresh.${value}`) }))}
          value={by}
          onChange={(value) => {
            setBy(value);
            forget();
          }}
        />
        {by === "file" ? (
          <FileInput
            label={t("refresh.file")}
            description={t("refresh.fileHint")}
            placeholder={t("refresh.choose")}
            leftSection={<IconFileUpload size={14} />}
            value={file}
            onChange={(next) => {
              setFile(next);
              forget();
            }}
          />
        ) : (
          <Textarea
            label={t("refresh.phones")}
            description={t("refresh.phonesHint")}
            minRows={5}
            maxRows={14}
            value={text}
            onChange={(event) => {
              setText(event.currentTarget.value);
              forget();
            }}
          />
        )}
        {error && (
          <Alert color="red" role="alert">
            {messageOf(error)}
          </Alert>
        )}
        {report && <RefreshReport report={report} />}
        <Group gap="xs">
          <Button
            type="submit"
            variant={checking.data ? "default" : "filled"}
            disabled={!list}
            loading={checking.isPending}
          >
            {t("refresh.check")}
          </Button>
          {checking.data && !replacing.data && list && (
            <Button
              color={checking.data.removed ? "red" : undefined}
              loading={replacing.isPending}
              onClick={() => replacing.mutate({ id: audience.id, list, dryRun: false })}
            >
              {t("refresh.replace", {
                added: format.number(checking.data.added),
                removed: format.number(checking.data.removed),
              })}
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  );
}
