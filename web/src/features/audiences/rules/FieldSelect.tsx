import { Select } from "@mantine/core";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { RuleField } from "../../../api/schema";
import type { Words } from "./describe";
import { fieldLabel, GROUPS } from "./fields";
import classes from "./RuleBuilder.module.css";

interface Props {
  words: Words;
  value: string;
  invalid?: boolean;
  onChange: (field: RuleField) => void;
}

/** Choose what a condition asks about, by group or by typing a part of its name. */
export function FieldSelect({ words, value, invalid, onChange }: Props) {
  const { t } = useTranslation("rules");
  const { fields } = words;
  const data = useMemo(() => {
    const all = [...fields.values()];
    const groups = GROUPS.map((group) => ({
      group: t(`group.${group}`),
      items: all
        .filter((field) => field.group === group)
        .map((field) => ({ value: field.name, label: fieldLabel(t, field.name, field) })),
    })).filter((group) => group.items.length > 0);
    // An archived attribute, or a consent to a purpose of the organization's own.
    return fields.has(value)
      ? groups
      : [...groups, { group: t("group.other"), items: [{ value, label: fieldLabel(t, value) }] }];
  }, [fields, value, t]);
  return (
    <Select
      size="xs"
      className={classes.field}
      searchable
      aria-label={t("fieldLabel")}
      error={invalid}
      data={data}
      value={value}
      maxDropdownHeight={320}
      // What is typed takes the place of the field, not the end of its name.
      onFocus={(event) => event.currentTarget.select()}
      nothingFoundMessage={t("noField")}
      onChange={(name) => {
        const field = name ? fields.get(name) : undefined;
        if (field && name !== value) onChange(field);
      }}
    />
  );
}
