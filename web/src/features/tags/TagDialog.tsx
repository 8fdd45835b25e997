import { Button, Group, Modal, Stack, Textarea, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Tag } from "../../api/schema";
import { fieldErrors } from "../../ui/formErrors";
import { messageOf } from "../../ui/Problem";
import { useSaveTag } from "./api";

/** A new tag, or another name and description of one. */
export function TagDialog({ tag, onClose }: { tag?: Tag; onClose: () => void }) {
  const { t } = useTranslation("tags");
  const [name, setName] = useState(tag?.name ?? "");
  const [description, setDescription] = useState(tag?.description ?? "");
  const saving = useSaveTag(tag?.id);
  const errors = fieldErrors(saving.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    saving.mutate({ name, description: description || null }, { onSuccess: onClose });
  };
  return (
    <Modal opened onClose={onClose} title={tag ? t("edit") : t("new")}>
      <form onSubmit={submit}>
        <Stack gap="sm">
          <TextInput
            label={t("name")}
            required
            withAsterisk={false}
            data-autofocus
            value={name}
            error={
              errors.name ?? (saving.error && !errors.description ? messageOf(saving.error, "") : undefined)
            }
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Textarea
            label={t("description")}
            value={description}
            error={errors.description}
            onChange={(event) => setDescription(event.currentTarget.value)}
          />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t("common:action.cancel")}
            </Button>
            <Button type="submit" loading={saving.isPending}>
              {tag ? t("common:action.save") : t("common:action.create")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
