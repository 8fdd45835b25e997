import { MultiSelect, TagsInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { optionLabel } from "../fields";
import classes from "../RuleBuilder.module.css";
import { ChannelInput } from "./ChannelInput";
import { regions } from "./regions";
import { TagsAndAudiences } from "./TagsAndAudiences";
import type { ValueProps } from "./ValueInput";

/** A list of values of the field's type. Text values are ended with Enter or a comma; lists can be pasted. */
export function ManyInput({ field, operator, value, words, onChange }: ValueProps) {
  const { t, i18n } = useTranslation("rules");
  const input = field.takes[operator]?.input;
  const list = (Array.isArray(value) ? value : []).map(String);
  const put = (next: unknown[]) => onChange(next.length ? next : undefined);
  const common = { size: "xs", className: classes.grow, "aria-label": t("valuesLabel") } as const;
  const choose = (data: { value: string; label: string }[]) => (
    <MultiSelect {...common} searchable limit={300} data={data} value={list} onChange={put} />
  );
  switch (input) {
    case "option":
      return choose(
        (field.options ?? []).map((one) => ({ value: one.value, label: optionLabel(t, one.value, field) })),
      );
    case "region":
      return choose(regions(i18n.language));
    case "timeZone":
      return choose(Intl.supportedValuesOf("timeZone").map((zone) => ({ value: zone, label: zone })));
    case "tag":
    case "audience":
      return <TagsAndAudiences kind={input} names={words.names} value={list} onChange={put} />;
    case "channel":
      return <ChannelInput value={list} onChange={put} />;
    default:
      return (
        <TagsInput
          {...common}
          splitChars={[",", ";", "\n", "\t"]}
          placeholder={list.length ? undefined : t("manyHint")}
          value={list}
          acceptValueOnBlur
          onChange={(next) => put(input === "number" ? next.map(Number).filter(Number.isFinite) : next)}
        />
      );
  }
}
