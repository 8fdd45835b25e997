import type { ComboboxItem, ComboboxItemGroup } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { SourceColumn, SourceTarget } from "../../../api/schema";
import { ATTRIBUTE } from "./draft";

/** What a column can become: left out, a field, an attribute, or a new attribute of its own name. */
export function useTargets(
  targets: SourceTarget[],
  column: SourceColumn,
  field: string,
): ComboboxItemGroup<ComboboxItem>[] {
  const { t } = useTranslation("imports");
  const of = (attribute: boolean) =>
    targets
      .filter((target) => (target.group === "attribute") === attribute)
      .map((target) => ({
        value: target.field,
        label: attribute ? target.label : t(`fields.${target.field}`, { defaultValue: target.label }),
      }));
  const { newAttribute } = column;
  const fresh = [
    { value: newAttribute.field, label: t("map.newAttribute", { name: newAttribute.displayName }) },
  ];
  const known = targets.some((target) => target.field === field);
  if (field && !known && field !== newAttribute.field) {
    fresh.push({ value: field, label: t("map.newAttribute", { name: field.replace(ATTRIBUTE, "") }) });
  }
  return [
    { group: t("map.groups.none"), items: [{ value: "", label: t("map.ignore") }] },
    { group: t("map.groups.fields"), items: of(false) },
    { group: t("map.groups.attributes"), items: of(true) },
    { group: t("map.groups.new"), items: fresh },
  ].filter((group) => group.items.length > 0);
}
