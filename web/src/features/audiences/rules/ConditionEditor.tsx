import { ActionIcon, Select } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import type { RuleCondition } from "../../../api/schema";
import { describe, type Words } from "./describe";
import { FieldSelect } from "./FieldSelect";
import { hasZone, newCondition, type Operator, operatorLabel, withField, withOperator } from "./fields";
import classes from "./RuleBuilder.module.css";
import { ValueInput } from "./values/ValueInput";

interface Props {
  condition: RuleCondition;
  words: Words;
  /** What the server says of it. */
  errors?: string[];
  onChange: (condition: RuleCondition) => void;
  onRemove: () => void;
}

/** One question about a contact: field, operator, value, and whose calendar where one is looked at. */
export function ConditionEditor({ condition, words, errors, onChange, onRemove }: Props) {
  const { t } = useTranslation("rules");
  const id = useId();
  const field = words.fields.get(condition.field);
  const { zone, ...rest } = condition;
  const said = describe(condition, words);
  return (
    <div
      className={classes.condition}
      role="group"
      aria-label={said}
      aria-describedby={errors ? `${id}-error` : undefined}
    >
      <FieldSelect
        words={words}
        value={condition.field}
        invalid={errors !== undefined}
        onChange={(next) => onChange(field ? withField(condition, field, next) : newCondition(next))}
      />
      {field && (
        <Select
          size="xs"
          className={classes.operator}
          aria-label={t("operatorLabel")}
          data={field.operators.map((value) => ({ value, label: operatorLabel(t, value, field.type) }))}
          value={condition.operator}
          onChange={(value) => value && onChange(withOperator(condition, field, value as Operator))}
          maxDropdownHeight={300}
        />
      )}
      <div className={classes.value} data-wide={field?.type === "calls" || undefined}>
        {field && (
          <ValueInput
            field={field}
            operator={condition.operator}
            value={condition.value}
            words={words}
            onChange={(value) => {
              const { value: _, ...bare } = condition;
              onChange(value === undefined ? bare : { ...bare, value });
            }}
          />
        )}
        {hasZone(condition.operator) && (
          <Select
            size="xs"
            w={110}
            aria-label={t("zoneLabel")}
            data={[
              ...["organization", "contact"].map((value) => ({ value, label: t(`zone.${value}`) })),
              ...(zone && !["organization", "contact"].includes(zone) ? [{ value: zone, label: zone }] : []),
            ]}
            value={zone ?? "organization"}
            onChange={(value) =>
              onChange(value && value !== "organization" ? { ...rest, zone: value } : rest)
            }
          />
        )}
      </div>
      <ActionIcon
        className={classes.remove}
        aria-label={t("removeCondition", { sentence: said })}
        onClick={onRemove}
      >
        <IconX size={15} />
      </ActionIcon>
      {errors && (
        <p id={`${id}-error`} className={classes.error} role="alert">
          {errors.join(" ")}
        </p>
      )}
    </div>
  );
}
