import { Select, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { DateInput, DateTimePicker, NumberInput } from "../../../../ui/inputs";
import { optionLabel } from "../fields";
import classes from "../RuleBuilder.module.css";
import { ChannelInput } from "./ChannelInput";
import { regions } from "./regions";
import { TagsAndAudiences } from "./TagsAndAudiences";
import type { ValueProps } from "./ValueInput";

/** One value of the field's type, or a part of a text. */
export function OneInput({
  field,
  operator,
  value,
  words,
  onChange,
  label,
}: ValueProps & { label?: string }) {
  const { t, i18n } = useTranslation("rules");
  const input = field.takes[operator]?.input;
  const common = { size: "xs", className: classes.grow, "aria-label": label ?? t("valueLabel") } as const;
  const choose = (data: { value: string; label: string }[], chosen: string | null) => (
    <Select
      {...common}
      searchable={data.length > 8}
      limit={300}
      data={data}
      value={chosen}
      onChange={(next) => onChange(next ?? undefined)}
    />
  );
  switch (input) {
    case "number":
      return (
        <NumberInput
          {...common}
          value={typeof value === "number" ? value : ""}
          onChange={(next) => onChange(typeof next === "number" ? next : undefined)}
        />
      );
    case "boolean":
      return (
        <Select
          {...common}
          data={[
            { value: "true", label: t("yes") },
            { value: "false", label: t("no") },
          ]}
          value={value === undefined ? null : String(value)}
          onChange={(next) => onChange(next === null ? undefined : next === "true")}
        />
      );
    case "option":
      return choose(
        (field.options ?? []).map((one) => ({ value: one.value, label: optionLabel(t, one.value, field) })),
        (value as string | undefined) ?? null,
      );
    case "region":
      return choose(regions(i18n.language), (value as string | undefined) ?? null);
    case "timeZone":
      return choose(
        Intl.supportedValuesOf("timeZone").map((zone) => ({ value: zone, label: zone })),
        (value as string | undefined) ?? null,
      );
    case "date":
      return (
        <DateInput
          {...common}
          value={(value as string | undefined) ?? null}
          onChange={(next) => onChange(next ?? undefined)}
        />
      );
    case "datetime":
      return (
        <DateTimePicker
          {...common}
          value={value ? new Date(String(value)) : null}
          onChange={(next) => onChange(next ? new Date(next).toISOString() : undefined)}
        />
      );
    case "tag":
    case "audience":
      return (
        <TagsAndAudiences
          kind={input}
          names={words.names}
          value={value ? [String(value)] : []}
          onChange={([next]) => onChange(next)}
          max={1}
        />
      );
    case "channel":
      return (
        <ChannelInput value={value ? [String(value)] : []} onChange={([next]) => onChange(next)} max={1} />
      );
    default:
      return (
        <TextInput
          {...common}
          className={`${classes.grow} ${input === "phone" ? "ltr" : ""}`}
          value={value === undefined ? "" : String(value)}
          onChange={(event) => onChange(event.currentTarget.value || undefined)}
        />
      );
  }
}
