import { useTranslation } from "react-i18next";
import type { Attribute, ContactAttribute } from "../../api/schema";
import { useFormat } from "../../i18n/format";

interface Props {
  definition: Pick<Attribute, "type">;
  value: ContactAttribute["value"];
  /** Of an option. */
  label?: string;
}

/** A value of a custom attribute, as the viewer's language writes its type. */
export function AttributeValue({ definition, value, label }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  if (value === null || value === undefined) return null;
  switch (definition.type) {
    case "number":
      return <span className="ltr figures">{format.number(Number(value))}</span>;
    case "boolean":
      return <>{t(value ? "yes" : "no")}</>;
    case "date":
      return <>{format.day(String(value))}</>;
    case "datetime":
      return <>{format.dateTime(String(value))}</>;
    case "enum":
      return <bdi>{label ?? String(value)}</bdi>;
    case "phone_number":
    case "email":
    case "url":
      return <bdi className="ltr">{String(value)}</bdi>;
    default:
      return <bdi>{String(value)}</bdi>;
  }
}
