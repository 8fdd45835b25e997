import { Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Tag } from "../../api/schema";
import { FormDialog } from "../../ui/FormDialog";
import { useSaveTag } from "./api";

/** A new tag, or another name and description of one. */
export function TagDialog({ tag, onClose }: { tag?: Tag; onClose: () => void }) {
  const { t } = useTranslation("tags");
  const [name, setName] = useState(tag?.name ?? "");
  const [description, setDescription] = useState(tag?.description ?? "");
  const saving = useSaveTag(tag?.id);
  const submit = () => {
    saving.mutate({ name, description: description || null }, { onSuccess: onClose });
  };
  return (
    <FormDialog
      title={tag ? t("edit") : t("new")}
      sending={saving}
      action={tag ? undefined : t("common:action.create")}
      onSubmit={submit}
      onClose={onClose}
    >
      {(errorOf) => (
        <>
          <TextInput
            label={t("name")}
            required
            withAsterisk={false}
            data-autofocus
            value={name}
            error={errorOf("name")}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Textarea
            label={t("description")}
            value={description}
            error={errorOf("description")}
            onChange={(event) => setDescription(event.currentTarget.value)}
          />
        </>
      )}
    </FormDialog>
  );
}
