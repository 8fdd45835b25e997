import { Select, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Attribute, ContactAttribute } from "../../api/schema";
import { DateInput, DateTimePicker, NumberInput } from "../../ui/inputs";

type Value = ContactAttribute["value"];

interface Props {
  definition: Attribute;
  value: Value;
  onChange: (value: Value) => void;
  label?: string;
  error?: string;
}

/** The input that fits an attribute's type; an empty one is null. */
export function AttributeInput({
  definition,
  value,
  onChange,
  label = definition.displayName,
  error,
}: Props) {
  const { t } = useTranslation();
  const common = { label, error, description: definition.description || undefined };
  const dates = { ...common, clearable: true };
  switch (definition.type) {
    case "number":
      return (
        <NumberInput
          {...common}
          value={value === null ? "" : Number(value)}
          // "-" is the beginning of a number, not one.
          onChange={(next) => onChange(typeof next === "number" ? next : null)}
        />
      );
    case "boolean":
      return (
        <Select
          {...common}
          clearable
          data={[
            { value: "true", label: t("yes") },
            { value: "false", label: t("no") },
          ]}
          value={value === null ? null : String(value)}
          onChange={(next) => onChange(next === null ? null : next === "true")}
        />
      );
    case "date":
      return <DateInput {...dates} value={value as string | null} onChange={onChange} />;
    case "datetime":
      return (
        <DateTimePicker
          {...dates}
          value={value ? new Date(String(value)) : null}
          onChange={(next) => onChange(next ? new Date(next).toISOString() : null)}
        />
      );
    case "enum":
      return (
        <Select
          {...common}
          clearable
          searchable
          data={(definition.options ?? []).map((option) => ({ value: option.id, label: option.label }))}
          value={value as string | null}
          onChange={onChange}
        />
      );
    default:
      return (
        <TextInput
          {...common}
          type={definition.type === "email" ? "email" : definition.type === "url" ? "url" : "text"}
          value={value === null ? "" : String(value)}
          onChange={(event) => onChange(event.currentTarget.value || null)}
        />
      );
  }
}
