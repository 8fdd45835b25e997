import { Checkbox, Select, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Attribute } from "../../api/schema";
import { FormDialog } from "../../ui/FormDialog";
import { useCreateAttribute, useUpdateAttribute } from "./api";
import { OptionsInput } from "./OptionsInput";
import { type DraftOption, draftOf, newLabels, updatesOf } from "./options";

export const TYPES: Attribute["type"][] = [
  "text",
  "number",
  "boolean",
  "date",
  "datetime",
  "enum",
  "phone_number",
  "email",
  "url",
];

/** A new attribute, or another description and other options of one. Its name and type stay for good. */
export function AttributeDialog({ attribute, onClose }: { attribute?: Attribute; onClose: () => void }) {
  const { t } = useTranslation("attributes");
  const [displayName, setDisplayName] = useState(attribute?.displayName ?? "");
  const [type, setType] = useState<Attribute["type"]>(attribute?.type ?? "text");
  const [description, setDescription] = useState(attribute?.description ?? "");
  const [identifying, setIdentifying] = useState(attribute?.identifying ?? false);
  const [options, setOptions] = useState<DraftOption[]>(draftOf(attribute?.options ?? []));
  const creating = useCreateAttribute();
  const updating = useUpdateAttribute(attribute?.id ?? "");
  const saving = attribute ? updating : creating;
  const submit = () => {
    const common = { description: description || null, identifying };
    if (attribute) {
      const changed = type === "enum" ? { options: updatesOf(attribute.options ?? [], options) } : {};
      updating.mutate({ ...common, ...changed }, { onSuccess: onClose });
    } else {
      const made = type === "enum" ? { options: newLabels(options) } : {};
      creating.mutate({ ...common, ...made, displayName, type }, { onSuccess: onClose });
    }
  };
  return (
    <FormDialog
      title={attribute ? t("edit", { name: attribute.displayName }) : t("new")}
      sending={saving}
      action={attribute ? undefined : t("common:action.create")}
      onSubmit={submit}
      onClose={onClose}
    >
      {(errorOf) => (
        <>
          <TextInput
            label={t("name")}
            description={attribute ? t("nameStays", { key: attribute.name }) : undefined}
            required
            withAsterisk={false}
            disabled={attribute !== undefined}
            data-autofocus
            value={displayName}
            error={errorOf("displayName")}
            onChange={(event) => setDisplayName(event.currentTarget.value)}
          />
          <Select
            label={t("type")}
            disabled={attribute !== undefined}
            data={TYPES.map((value) => ({ value, label: t(`types.${value}`) }))}
            value={type}
            error={errorOf("type")}
            onChange={(value) => value && setType(value as Attribute["type"])}
          />
          {type === "enum" && (
            <OptionsInput options={options} onChange={setOptions} error={errorOf("options")} />
          )}
          <Textarea
            label={t("description")}
            value={description}
            error={errorOf("description")}
            onChange={(event) => setDescription(event.currentTarget.value)}
          />
          <Checkbox
            label={t("identifying")}
            description={t("identifyingHint")}
            checked={identifying}
            onChange={(event) => setIdentifying(event.currentTarget.checked)}
          />
        </>
      )}
    </FormDialog>
  );
}
