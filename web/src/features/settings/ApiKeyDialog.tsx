import { Button, Group, Modal, Select, Stack, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ApiKeyCreated, KeyCreate } from "../../api/schema";
import { fieldErrors } from "../../ui/formErrors";
import { DateInput } from "../../ui/inputs";
import { messageOf } from "../../ui/Problem";
import { useCreateKey } from "./api";

/** A new API key: its name, what it may do, and until when. */
export function ApiKeyDialog({
  onClose,
  onMade,
}: {
  onClose: () => void;
  onMade: (key: ApiKeyCreated) => void;
}) {
  const { t, i18n } = useTranslation("settings");
  const [name, setName] = useState("");
  const [role, setRole] = useState<NonNullable<KeyCreate["role"]>>("manager");
  const [until, setUntil] = useState<string | null>(null);
  const creating = useCreateKey();
  const errors = fieldErrors(creating.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const expiresAt = until ? new Date(`${until}T23:59:59`).toISOString() : null;
    creating.mutate({ name, role, expiresAt }, { onSuccess: onMade });
  };
  const general = creating.error && !Object.keys(errors).length ? messageOf(creating.error, "") : undefined;
  return (
    <Modal opened onClose={onClose} title={t("keys.new")}>
      <form onSubmit={submit}>
        <Stack gap="sm">
          <TextInput
            label={t("keys.name")}
            description={t("keys.nameHint")}
            required
            withAsterisk={false}
            data-autofocus
            value={name}
            error={errors.name ?? general}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Select
            label={t("people.role")}
            description={t(`people.may.${role}`)}
            data={(["agent", "manager", "admin"] as const).map((value) => ({
              value,
              label: t(`common:role.${value}`),
            }))}
            value={role}
            onChange={(value) => value && setRole(value as typeof role)}
          />
          <DateInput
            label={t("keys.expires")}
            placeholder={t("keys.never")}
            clearable
            locale={i18n.language}
            valueFormat="DD/MM/YYYY"
            minDate={new Date()}
            value={until}
            error={errors.expiresAt}
            onChange={setUntil}
          />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t("common:action.cancel")}
            </Button>
            <Button type="submit" loading={creating.isPending}>
              {t("common:action.create")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
