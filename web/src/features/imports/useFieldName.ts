import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { ImportColumn } from "../../api/schema";
import { attributesQuery } from "../attributes/api";

/**
 * What people call a field: `primaryPhone` → "Phone", `customAttributes.solde` → the name of the attribute, or of the
 * column that becomes it.
 */
export function useFieldName(columns: ImportColumn[]): (field: string) => string {
  const { t } = useTranslation("imports");
  const { data } = useQuery(attributesQuery);
  return (field) => {
    const slug = field.replace("customAttributes.", "");
    if (field === slug) return t(`fields.${field}`, { defaultValue: field });
    const known = data?.find((attribute) => attribute.name === slug);
    return known?.displayName ?? columns.find((column) => column.field === field)?.header ?? slug;
  };
}
