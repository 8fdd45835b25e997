import { Button, Checkbox, Group, MultiSelect, SegmentedControl, Select, Stack, Text } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../../i18n/format";
import { Dialog } from "../../ui/Dialog";
import { attributesQuery } from "../attributes/api";
import { EXPORT_FIELDS, exportAddress, type FileFormat, usualText } from "./address";

interface Props {
  onClose: () => void;
  /** The address of the export, such as `/api/contact/export`. */
  href: string;
  /** The question of the list: what it shows is exported. */
  query: Record<string, unknown>;
  total?: number;
}

const FORMATS: FileFormat[] = ["xlsx", "csv", "jsonl", "parquet"];

/** What a list shows, as a file: format, columns, and how a CSV is written. The file streams to the browser. */
export function ExportDialog({ onClose, href, query, total }: Props) {
  const { t, i18n } = useTranslation("exports");
  const format = useFormat();
  const { data: attributes } = useQuery(attributesQuery);
  const [kind, setKind] = useState<FileFormat>("xlsx");
  const [columns, setColumns] = useState<string[]>([]);
  const [text, setText] = useState(usualText(i18n.language));
  return (
    <Dialog onClose={onClose} title={t("title")}>
      <Stack gap="md">
        {total !== undefined && (
          <Text size="sm">{t("contacts", { count: total, number: format.number(total) })}</Text>
        )}
        <SegmentedControl
          fullWidth
          aria-label={t("format")}
          value={kind}
          onChange={(value) => setKind(value as FileFormat)}
          data={FORMATS.map((value) => ({ value, label: t(`formats.${value}`) }))}
        />
        <MultiSelect
          label={t("columns")}
          placeholder={columns.length ? undefined : t("allColumns")}
          searchable
          clearable
          value={columns}
          onChange={setColumns}
          data={[
            {
              group: t("fields"),
              items: EXPORT_FIELDS.map((value) => ({ value, label: t(`field.${value}`) })),
            },
            {
              group: t("attributes"),
              items: (attributes ?? []).map((one) => ({
                value: `customAttributes.${one.name}`,
                label: one.displayName,
              })),
            },
          ]}
        />
        {kind === "csv" && (
          <Group grow align="flex-end">
            <Select
              label={t("delimiter")}
              data={[",", ";", "tab", "|"].map((value) => ({
                value,
                label: value === "tab" ? t("tab") : value,
              }))}
              value={text.delimiter}
              onChange={(delimiter) => delimiter && setText({ ...text, delimiter })}
            />
            <Select
              label={t("decimal")}
              data={[",", "."]}
              value={text.decimal}
              onChange={(decimal) => decimal && setText({ ...text, decimal })}
            />
            <Checkbox
              label={t("excel")}
              pb={8}
              checked={text.bom}
              onChange={(event) => setText({ ...text, bom: event.currentTarget.checked })}
            />
          </Group>
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t("common:action.cancel")}
          </Button>
          <Button
            component="a"
            href={exportAddress(href, query, kind, columns, text)}
            download
            leftSection={<IconDownload size={14} />}
            onClick={onClose}
          >
            {t("common:action.download")}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
