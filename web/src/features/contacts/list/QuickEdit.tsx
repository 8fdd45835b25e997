import { SimpleGrid, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Contact } from "../../../api/schema";
import { FormDialog } from "../../../ui/FormDialog";
import { contactName } from "../contactName";
import { useUpdateContact } from "../page/api";

const FIELDS = ["firstName", "lastName", "primaryPhone", "primaryEmail", "city", "occupation"] as const;
type Field = (typeof FIELDS)[number];

/** The commonest fields of a contact, changed without leaving the list. */
export function QuickEdit({ contact, onClose }: { contact: Contact; onClose: () => void }) {
  const { t } = useTranslation("contacts");
  const [changed, setChanged] = useState<Partial<Record<Field, string>>>({});
  const saving = useUpdateContact(contact);
  const submit = () => {
    const fields = Object.fromEntries(
      Object.entries(changed).map(([name, value]) => [name, value.trim() || null]),
    );
    if (Object.keys(fields).length === 0) onClose();
    else saving.mutate(fields, { onSuccess: onClose });
  };
  return (
    <FormDialog
      title={t("edit", { name: contactName(contact) })}
      sending={saving}
      size="lg"
      onSubmit={submit}
      onClose={onClose}
    >
      {(errorOf) => (
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
          {FIELDS.map((field, index) => (
            <TextInput
              key={field}
              label={t(`field.${field}`)}
              data-autofocus={index === 0 || undefined}
              value={changed[field] ?? contact[field] ?? ""}
              error={errorOf(field)}
              onChange={(event) => setChanged({ ...changed, [field]: event.currentTarget.value })}
            />
          ))}
        </SimpleGrid>
      )}
    </FormDialog>
  );
}
