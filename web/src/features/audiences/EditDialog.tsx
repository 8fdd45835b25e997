import { Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Audience } from "../../api/schema";
import { FormDialog } from "../../ui/FormDialog";
import { useChangeAudience } from "./api";

/** Another name and description of an audience. */
export function EditDialog({ audience: given, onClose }: { audience: Audience; onClose: () => void }) {
  const { t } = useTranslation("audiences");
  // As it was when the dialog opened: what somebody else saved since is not overwritten unseen.
  const [audience] = useState(given);
  const [name, setName] = useState(audience.name);
  const [description, setDescription] = useState(audience.description ?? "");
  const saving = useChangeAudience(audience);
  const submit = () => {
    saving.mutate({ name, description: description || null }, { onSuccess: onClose });
  };
  return (
    <FormDialog title={t("rename")} sending={saving} onSubmit={submit} onClose={onClose}>
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
