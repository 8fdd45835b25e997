import { Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { FormDialog } from "../../ui/FormDialog";
import { notifyDone } from "../../ui/notify";
import { useSaveMapping } from "./api";

/** Keep the mapping of an import for the next file of the same source. */
export function SaveMappingDialog({ importId, onClose }: { importId: string; onClose: () => void }) {
  const { t } = useTranslation("imports");
  const [name, setName] = useState("");
  const saving = useSaveMapping(importId);
  const submit = () =>
    saving.mutate(name, {
      onSuccess: () => {
        notifyDone(t("saveMapping.done", { name }));
        onClose();
      },
    });
  return (
    <FormDialog
      title={t("saveMapping.title")}
      sending={saving}
      disabled={!name.trim()}
      onSubmit={submit}
      onClose={onClose}
    >
      {(errorOf) => (
        <>
          <Text size="sm">{t("saveMapping.text")}</Text>
          <TextInput
            label={t("saveMapping.name")}
            value={name}
            maxLength={64}
            error={errorOf("name")}
            data-autofocus
            onChange={(event) => setName(event.currentTarget.value)}
          />
        </>
      )}
    </FormDialog>
  );
}
