import { Select } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { NumberInput } from "../../../../ui/inputs";

interface Props {
  units: string[];
  value: unknown;
  onChange: (value: unknown) => void;
}

/** A length of time: an amount and its unit. */
export function SpanInput({ units, value, onChange }: Props) {
  const { t } = useTranslation("rules");
  const { amount, unit = "days" } = (value ?? {}) as { amount?: number; unit?: string };
  return (
    <>
      <NumberInput
        size="xs"
        w={72}
        min={1}
        allowDecimal={false}
        allowNegative={false}
        aria-label={t("amountLabel")}
        value={amount ?? ""}
        onChange={(next) => onChange({ amount: next === "" ? undefined : Number(next), unit })}
      />
      <Select
        size="xs"
        w={100}
        aria-label={t("unitLabel")}
        data={units.map((one) => ({ value: one, label: t(`unit.${one}`) }))}
        value={unit}
        onChange={(next) => next && onChange({ amount, unit: next })}
      />
    </>
  );
}
