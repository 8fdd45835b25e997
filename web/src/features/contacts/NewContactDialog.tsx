import { Alert, Anchor, Button, Group, Modal, SimpleGrid, Stack, TextInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import { api, call } from "../../api/client";
import { ApiError } from "../../api/errors";
import { queryClient } from "../../api/query";
import type { ContactAttribute } from "../../api/schema";
import { fieldErrors } from "../../ui/formErrors";
import { messageOf } from "../../ui/Problem";
import { AttributeInput } from "../attributes/AttributeInput";
import { attributesQuery } from "../attributes/api";

const FIELDS = ["primaryPhone", "primaryEmail", "firstName", "lastName", "city", "occupation"] as const;
type Field = (typeof FIELDS)[number];

/** One contact by hand. A number that somebody has already leads to that contact. */
export function NewContactDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation("contacts");
  const navigate = useNavigate();
  const { data: attributes } = useQuery(attributesQuery);
  const [values, setValues] = useState<Partial<Record<Field, string>>>({});
  const [held, setHeld] = useState<Record<string, ContactAttribute["value"]>>({});
  const creating = useMutation({
    mutationFn: () => {
      const given = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ""));
      const body = { ...given, ...(Object.keys(held).length > 0 && { customAttributes: held }) };
      return call(api.POST("/api/contact", { body: body as never }));
    },
    onSuccess: ({ contact }) => {
      queryClient.invalidateQueries({ queryKey: ["contacts"] });
      onClose();
      navigate(`/contacts/${contact.id}`);
    },
  });
  const errors = fieldErrors(creating.error);
  const existing = creating.error instanceof ApiError ? creating.error.params.existingContactId : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    creating.mutate();
  };
  return (
    <Modal opened={opened} onClose={onClose} title={t("new")} size="lg">
      <form onSubmit={submit}>
        <Stack gap="md">
          {creating.isError && Object.keys(errors).length === 0 && (
            <Alert color={existing ? "yellow" : "red"} role="alert">
              {messageOf(creating.error, t("common:problem.unknown"))}{" "}
              {typeof existing === "string" && (
                <Anchor component={Link} to={`/contacts/${existing}`} onClick={onClose} inherit>
                  {t("openExisting")}
                </Anchor>
              )}
            </Alert>
          )}
          <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
            {FIELDS.map((field) => (
              <TextInput
                key={field}
                label={t(`field.${field}`)}
                required={field === "primaryPhone"}
                withAsterisk={false}
                type={field === "primaryEmail" ? "email" : field === "primaryPhone" ? "tel" : "text"}
                data-autofocus={field === "primaryPhone" || undefined}
                value={values[field] ?? ""}
                error={errors[field]}
                onChange={(event) => setValues({ ...values, [field]: event.currentTarget.value })}
              />
            ))}
            {attributes?.map((definition) => (
              <AttributeInput
                key={definition.id}
                definition={definition}
                value={held[definition.name] ?? null}
                error={errors[`customAttributes.${definition.name}`]}
                onChange={(value) => setHeld({ ...held, [definition.name]: value })}
              />
            ))}
          </SimpleGrid>
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t("common:action.cancel")}
            </Button>
            <Button type="submit" loading={creating.isPending}>
              {t("create")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
