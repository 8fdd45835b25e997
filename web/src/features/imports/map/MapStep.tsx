import { Alert, Button, Group, Select, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Import, ImportSource } from "../../../api/schema";
import { useServerWords } from "../../../i18n/serverWords";
import { messageOf } from "../../../ui/Problem";
import { AudiencePicker } from "../../audiences/AudiencePicker";
import { mappingsQuery } from "../api";
import { ColumnRow } from "./ColumnRow";
import { type ColumnDraft, claimedTwice, draftOf, withSaved } from "./draft";
import classes from "./MapStep.module.css";
import { SourceForm } from "./SourceForm";
import { useSendMapping } from "./useSendMapping";
import { Warnings } from "./Warnings";

interface Props {
  source: ImportSource;
  one: Import;
  onChecking: () => void;
}

/** What each column of the file becomes. */
export function MapStep({ source, one, onChecking }: Props) {
  const { t } = useTranslation("imports");
  const { wordsOfError } = useServerWords();
  const [drafts, setDrafts] = useState<ColumnDraft[]>(() => draftOf(source));
  const [audience, setAudience] = useState(one.audienceId);
  const [saved, setSaved] = useState<string | null>(null);
  const mappings = useQuery({ ...mappingsQuery, enabled: source.savedMappings.length > 0 });
  const sending = useSendMapping(source, onChecking);
  const fitting = source.savedMappings
    .filter((mapping) => mapping.found > 0)
    .sort((one, other) => other.found / other.columns - one.found / one.columns);
  const twice = claimedTwice(drafts);
  const noPhone = !drafts.some((draft) => draft.field === "primaryPhone");
  const failure = sending.error ?? one.error;
  const change = (at: number, changes: Partial<ColumnDraft>) =>
    setDrafts(drafts.map((draft) => (draft.column === at ? { ...draft, ...changes } : draft)));
  const take = (id: string | null) => {
    const found = mappings.data?.data.find((mapping) => mapping.id === id);
    setSaved(id);
    if (found) setDrafts(withSaved(source, found));
  };
  return (
    <Stack gap="md">
      <SourceForm source={source} />
      <Warnings source={source} />
      {failure && (
        <Alert color="red" role="alert" title={t("map.failed")}>
          {failure instanceof Error ? messageOf(failure) : wordsOfError(failure, failure.message)}
        </Alert>
      )}
      <Group align="end" gap="md">
        {fitting.length > 0 && (
          <Select
            w={260}
            label={t("map.useSaved")}
            placeholder={t("map.chooseSaved")}
            data={fitting.map(({ id, name, found, columns }) => ({
              value: id,
              label: t("map.savedFits", { name, found, columns }),
            }))}
            value={saved}
            onChange={take}
          />
        )}
        <AudiencePicker label={t("map.audience")} kind="static" value={audience} onChange={setAudience} />
        {audience && (
          <Button variant="subtle" color="gray" onClick={() => setAudience(null)}>
            {t("map.noAudience")}
          </Button>
        )}
      </Group>
      <div className={classes.table}>
        <div className={classes.head} aria-hidden>
          <span>{t("map.heads.column")}</span>
          <span>{t("map.heads.becomes")}</span>
          <span>{t("map.heads.policy")}</span>
        </div>
        <ul className={classes.rows} aria-label={t("map.columns")}>
          {drafts.map((draft) => {
            const column = source.columns[draft.column];
            return (
              column && (
                <ColumnRow
                  key={draft.column}
                  column={column}
                  draft={draft}
                  targets={source.targets}
                  error={twice.has(draft.field) ? t("map.twice") : undefined}
                  onChange={(changes) => change(draft.column, changes)}
                />
              )
            );
          })}
        </ul>
      </div>
      <div className={classes.foot}>
        {noPhone && (
          <Text size="sm" c="var(--bad)" role="status">
            {t("map.noPhone")}
          </Text>
        )}
        <Button
          loading={sending.isPending}
          disabled={noPhone || twice.size > 0}
          onClick={() => sending.mutate({ drafts, audienceId: audience })}
        >
          {t("map.check")}
        </Button>
      </div>
    </Stack>
  );
}
