import { Select, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ApiKeyCreated, KeyCreate } from "../../api/schema";
import { FormDialog } from "../../ui/FormDialog";
import { DateInput } from "../../ui/inputs";
import { useCreateKey } from "./api";

/** A new API key: its name, what it may do, and until when. */
export function ApiKeyDialog({
  onClose,
  onMade,
}: {
  onClose: () => void;
  onMade: (key: ApiKeyCreated) => void;
}) {
  const { t } = useTranslation("settings");
  const [name, setName] = useState("");
  const [role, setRole] = useState<NonNullable<KeyCreate["role"]>>("manager");
  const [until, setUntil] = useState<string | null>(null);
  const creating = useCreateKey();
  const submit = () => {
    const expiresAt = until ? new Date(`${until}T23:59:59`).toISOString() : null;
    creating.mutate({ name, role, expiresAt }, { onSuccess: onMade });
  };
  return (
    <FormDialog
      title={t("keys.new")}
      sending={creating}
      action={t("common:action.create")}
      onSubmit={submit}
      onClose={onClose}
    >
      {(errorOf) => (
        <>
          <TextInput
            label={t("keys.name")}
            description={t("keys.nameHint")}
            required
            withAsterisk={false}
            data-autofocus
            value={name}
            error={errorOf("name")}
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
            minDate={new Date()}
            value={until}
            error={errorOf("expiresAt")}
            onChange={setUntil}
          />
        </>
      )}
    </FormDialog>
  );
}
