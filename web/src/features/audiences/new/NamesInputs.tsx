import { Textarea, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import classes from "./New.module.css";

export interface Names {
  name: string;
  description: string;
}

interface Props {
  value: Names;
  errors: Record<string, string | undefined>;
  onChange: (value: Names) => void;
}

/** Name and description of a new audience. */
export function NamesInputs({ value, errors, onChange }: Props) {
  const { t } = useTranslation("audiences");
  return (
    <>
      <TextInput
        className={classes.names}
        label={t("name")}
        required
        withAsterisk={false}
        value={value.name}
        error={errors.name}
        onChange={(event) => onChange({ ...value, name: event.currentTarget.value })}
      />
      <Textarea
        className={classes.names}
        label={t("description")}
        minRows={1}
        value={value.description}
        error={errors.description}
        onChange={(event) => onChange({ ...value, description: event.currentTarget.value })}
      />
    </>
  );
}
