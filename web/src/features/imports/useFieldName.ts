import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { attributesQuery } from "../attributes/api";

/** What people call a field: `primaryPhone` → "Phone", `customAttributes.solde` → the name of the attribute. */
export function useFieldName(): (field: string) => string {
  const { t } = useTranslation("imports");
  const { data } = useQuery(attributesQuery);
  return (field) => {
    const slug = field.replace("customAttributes.", "");
    const known = field === slug ? undefined : data?.find((attribute) => attribute.name === slug);
    return known?.displayName ?? t(`fields.${field}`, { defaultValue: slug });
  };
}
