import { Anchor, SimpleGrid, TextInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import { api, call } from "../../api/client";
import { ApiError } from "../../api/errors";
import { queryClient } from "../../api/query";
import type { ContactAttribute } from "../../api/schema";
import { useServerWords } from "../../i18n/serverWords";
import { FormDialog } from "../../ui/FormDialog";
import { notifyPart } from "../../ui/notify";
import { AttributeInput } from "../attributes/AttributeInput";
import { attributesQuery } from "../attributes/api";

const FIELDS = ["primaryPhone", "primaryEmail", "firstName", "lastName", "city", "occupation"] as const;
type Field = (typeof FIELDS)[number];

/** One contact by hand. A number that somebody has already leads to that contact. */
export function NewContactDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("contacts");
  const navigate = useNavigate();
  const { wordsOfField } = useServerWords();
  const { data: attributes } = useQuery(attributesQuery);
  const [values, setValues] = useState<Partial<Record<Field, string>>>({});
  const [held, setHeld] = useState<Record<string, ContactAttribute["value"]>>({});
  const creating = useMutation({
    mutationFn: () => {
      const given = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ""));
      const body = { ...given, ...(Object.keys(held).length > 0 && { customAttributes: held }) };
      return call(api.POST("/api/contact", { body: body as never }));
    },
    onSuccess: ({ contact, attributeErrors, warnings }) => {
      for (const { field, code, message } of [...attributeErrors, ...warnings]) {
        const attribute = attributes?.find(({ name }) => field === `customAttributes.${name}`);
        const words = wordsOfField(field, { code }, message);
        notifyPart(attribute ? t("notKept", { field: attribute.displayName, words }) : words);
      }
      queryClient.invalidateQueries({ queryKey: ["contacts"] });
      onClose();
      navigate(`/contacts/${contact.id}`);
    },
  });
  const existing = creating.error instanceof ApiError ? creating.error.params.existingContactId : undefined;
  return (
    <FormDialog
      title={t("new")}
      size="lg"
      sending={creating}
      action={t("create")}
      onSubmit={() => creating.mutate()}
      onClose={onClose}
    >
      {(errorOf) => (
        <>
          {typeof existing === "string" && (
            <Anchor component={Link} to={`/contacts/${existing}`} onClick={onClose} size="sm">
              {t("openExisting")}
            </Anchor>
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
                error={errorOf(field)}
                onChange={(event) => setValues({ ...values, [field]: event.currentTarget.value })}
              />
            ))}
            {attributes?.map((definition) => (
              <AttributeInput
                key={definition.id}
                definition={definition}
                value={held[definition.name] ?? null}
                error={errorOf(`customAttributes.${definition.name}`)}
                onChange={(value) => setHeld({ ...held, [definition.name]: value })}
              />
            ))}
          </SimpleGrid>
        </>
      )}
    </FormDialog>
  );
}
