import { Select } from "@mantine/core";
import { useTranslation } from "react-i18next";
import classes from "../RuleBuilder.module.css";
import type { ValueProps } from "./ValueInput";

/** A day of the month, or today's. */
export function DayInput({ value, onChange }: Pick<ValueProps, "value" | "onChange">) {
  const { t } = useTranslation("rules");
  const days = Array.from({ length: 31 }, (_, at) => String(at + 1));
  return (
    <Select
      size="xs"
      className={classes.grow}
      aria-label={t("valueLabel")}
      data={[{ value: "today", label: t("today") }, ...days.map((day) => ({ value: day, label: day }))]}
      value={value === undefined ? null : String(value)}
      onChange={(next) => onChange(next === null ? undefined : next === "today" ? next : Number(next))}
    />
  );
}
