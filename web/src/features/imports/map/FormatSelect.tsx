import { Select } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Attribute, SourceColumn } from "../../../api/schema";
import type { ColumnDraft, DateOrder, Decimal } from "./draft";

interface Props {
  column: SourceColumn;
  draft: ColumnDraft;
  type: Attribute["type"];
  onChange: (changes: Partial<ColumnDraft>) => void;
}

/** How the dates or numbers of a column are written; nothing for values that have one form only. */
export function FormatSelect({ column, draft, type, onChange }: Props) {
  const { t } = useTranslation("imports");
  const name = { column: column.header };
  const found = (key: string | null) =>
    key ? t("map.found", { format: t(`formats.${key}`) }) : t("map.findOut");
  if (type === "number")
    return (
      <Select
        size="xs"
        aria-label={t("map.decimal", name)}
        data={[
          { value: "", label: found(column.decimal && (column.decimal === "," ? "comma" : "point")) },
          { value: ",", label: t("formats.comma") },
          { value: ".", label: t("formats.point") },
        ]}
        value={draft.decimal ?? ""}
        onChange={(value) => onChange({ decimal: value ? (value as Decimal) : null })}
      />
    );
  if (type === "date" || type === "datetime")
    return (
      <Select
        size="xs"
        aria-label={t("map.date", name)}
        data={[
          { value: "", label: found(column.date) },
          ...["DMY", "MDY", "YMD"].map((value) => ({ value, label: t(`formats.${value}`) })),
        ]}
        value={draft.date ?? ""}
        onChange={(value) => onChange({ date: value ? (value as DateOrder) : null })}
      />
    );
  return null;
}
