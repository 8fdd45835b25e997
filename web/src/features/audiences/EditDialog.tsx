import { Modal, Stack, Textarea, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Audience } from "../../api/schema";
import { FormActions } from "../../ui/FormActions";
import { fieldErrors } from "../../ui/formErrors";
import { messageOf } from "../../ui/Problem";
import { useChangeAudience } from "./api";

/** Another name and description of an audience. */
export function EditDialog({ audience, onClose }: { audience: Audience; onClose: () => void }) {
  const { t } = useTranslation("audiences");
  const [name, setName] = useState(audience.name);
  const [description, setDescription] = useState(audience.description ?? "");
  const saving = useChangeAudience(audience);
  const errors = fieldErrors(saving.error);
  const general = saving.error && !errors.description ? messageOf(saving.error, "") : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    saving.mutate({ name, description: description || null }, { onSuccess: onClose });
  };
  return (
    <Modal opened onClose={onClose} title={t("rename")}>
      <form onSubmit={submit}>
        <Stack gap="sm">
          <TextInput
            label={t("name")}
            required
            withAsterisk={false}
            data-autofocus
            value={name}
            error={errors.name ?? general}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Textarea
            label={t("description")}
            value={description}
            error={errors.description}
            onChange={(event) => setDescription(event.currentTarget.value)}
          />
          <FormActions onCancel={onClose} busy={saving.isPending} />
        </Stack>
      </form>
    </Modal>
  );
}
