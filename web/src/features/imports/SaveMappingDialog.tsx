import { Button, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { fieldErrors } from "../../ui/formErrors";
import { notifyDone } from "../../ui/notify";
import { messageOf } from "../../ui/Problem";
import { useSaveMapping } from "./api";

/** Keep the mapping of an import for the next file of the same source. */
export function SaveMappingDialog({ importId, onClose }: { importId: string; onClose: () => void }) {
  const { t } = useTranslation("imports");
  const [name, setName] = useState("");
  const saving = useSaveMapping(importId);
  const error = saving.error
    ? (fieldErrors(saving.error).name ?? messageOf(saving.error, t("common:problem.unknown")))
    : undefined;
  return (
    <Modal opened onClose={onClose} title={t("saveMapping.title")}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          saving.mutate(name, {
            onSuccess: () => {
              notifyDone(t("saveMapping.done", { name }));
              onClose();
            },
          });
        }}
      >
        <Stack gap="md">
          <Text size="sm">{t("saveMapping.text")}</Text>
          <TextInput
            label={t("saveMapping.name")}
            value={name}
            maxLength={64}
            error={error}
            data-autofocus
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t("common:action.cancel")}
            </Button>
            <Button type="submit" disabled={!name.trim()} loading={saving.isPending}>
              {t("common:action.save")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
