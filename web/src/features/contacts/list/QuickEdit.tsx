import { Alert, Modal, SimpleGrid, Stack, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Contact } from "../../../api/schema";
import { FormActions } from "../../../ui/FormActions";
import { fieldErrors } from "../../../ui/formErrors";
import { messageOf } from "../../../ui/Problem";
import { contactName } from "../contactName";
import { useUpdateContact } from "../page/api";

const FIELDS = ["firstName", "lastName", "primaryPhone", "primaryEmail", "city", "occupation"] as const;
type Field = (typeof FIELDS)[number];

/** The commonest fields of a contact, changed without leaving the list. */
export function QuickEdit({ contact, onClose }: { contact: Contact; onClose: () => void }) {
  const { t } = useTranslation("contacts");
  const [changed, setChanged] = useState<Partial<Record<Field, string>>>({});
  const saving = useUpdateContact(contact);
  const errors = fieldErrors(saving.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const fields = Object.fromEntries(
      Object.entries(changed).map(([name, value]) => [name, value.trim() || null]),
    );
    if (Object.keys(fields).length === 0) onClose();
    else saving.mutate(fields, { onSuccess: onClose });
  };
  return (
    <Modal opened onClose={onClose} title={t("edit", { name: contactName(contact) })} size="lg">
      <form onSubmit={submit}>
        <Stack gap="md">
          {saving.isError && Object.keys(errors).length === 0 && (
            <Alert color="red" role="alert">
              {messageOf(saving.error, t("common:problem.unknown"))}
            </Alert>
          )}
          <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
            {FIELDS.map((field, index) => (
              <TextInput
                key={field}
                label={t(`field.${field}`)}
                data-autofocus={index === 0 || undefined}
                value={changed[field] ?? contact[field] ?? ""}
                error={errors[field]}
                onChange={(event) => setChanged({ ...changed, [field]: event.currentTarget.value })}
              />
            ))}
          </SimpleGrid>
          <FormActions onCancel={onClose} busy={saving.isPending} />
        </Stack>
      </form>
    </Modal>
  );
}
