import { MultiSelect } from "@mantine/core";
import { useTranslation } from "react-i18next";
import classes from "../RuleBuilder.module.css";

const CHANNELS = ["call", "sms", "whatsapp", "email"];

interface Props {
  value: string[];
  onChange: (value: string[]) => void;
  max?: number;
}

/** Ways to reach somebody. */
export function ChannelInput({ value, onChange, max }: Props) {
  const { t } = useTranslation("rules");
  return (
    <MultiSelect
      size="xs"
      className={classes.grow}
      aria-label={t("valuesLabel")}
      maxValues={max}
      data={[...new Set([...CHANNELS, ...value])].map((one) => ({
        value: one,
        label: t(`channel.${one}`, { defaultValue: one }),
      }))}
      value={value}
      onChange={onChange}
    />
  );
}
