import { ActionIcon, Button, Group } from "@mantine/core";
import { IconPencil } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Attribute, ContactAttribute, ContactDetails } from "../../../api/schema";
import { useServerWords } from "../../../i18n/serverWords";
import { Fact, Facts } from "../../../ui/Facts";
import { notifyError } from "../../../ui/notify";
import { Section } from "../../../ui/Section";
import { AttributeInput } from "../../attributes/AttributeInput";
import { AttributeValue } from "../../attributes/AttributeValue";
import { attributesQuery } from "../../attributes/api";
import { useUpdateContact } from "./api";

/** The organization's own fields of this contact. */
export function Attributes({ contact }: { contact: ContactDetails }) {
  const { t } = useTranslation("contact");
  const { data: attributes } = useQuery(attributesQuery);
  const [editing, setEditing] = useState<string | null>(null);
  if (!attributes?.length) return null;
  return (
    <Section title={t("attributes")}>
      <Facts>
        {attributes.map((definition) => {
          const held = contact.customAttributes?.find((one) => one.name === definition.name);
          return (
            <Fact key={definition.id} name={definition.displayName}>
              {editing === definition.id ? (
                <Edit contact={contact} definition={definition} held={held} onDone={() => setEditing(null)} />
              ) : (
                <Group gap={4} wrap="nowrap" justify="space-between">
                  <span>
                    {held ? (
                      <AttributeValue definition={definition} value={held.value} label={held.label} />
                    ) : (
                      <span className="quiet">–</span>
                    )}
                  </span>
                  {!contact.deletedAt && (
                    <ActionIcon
                      size="sm"
                      aria-label={t("editAttribute", { name: definition.displayName })}
                      onClick={() => setEditing(definition.id)}
                    >
                      <IconPencil size={13} />
                    </ActionIcon>
                  )}
                </Group>
              )}
            </Fact>
          );
        })}
      </Facts>
    </Section>
  );
}

interface EditProps {
  contact: ContactDetails;
  definition: Attribute;
  held: ContactAttribute | undefined;
  onDone: () => void;
}

function Edit({ contact, definition, held, onDone }: EditProps) {
  const { t } = useTranslation("contact");
  const [value, setValue] = useState<ContactAttribute["value"]>(held?.value ?? null);
  // What it was when the editing began: what somebody else wrote there since is not overwritten unseen.
  const [begunOn, setBegunOn] = useState(held?.value);
  const [refused, setRefused] = useState<string>();
  const saving = useUpdateContact(contact);
  const { wordsOfField } = useServerWords();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setBegunOn(held?.value);
    if (JSON.stringify(held?.value) !== JSON.stringify(begunOn)) return setRefused(t("changedMeanwhile"));
    saving.mutate(
      { customAttributes: { [definition.name]: value } },
      {
        onSuccess: ({ attributeErrors: [problem] }) => {
          if (problem) setRefused(wordsOfField(problem.field, problem, problem.message));
          else onDone();
        },
        onError: notifyError,
      },
    );
  };
  return (
    <form onSubmit={submit}>
      <AttributeInput definition={definition} value={value} onChange={setValue} error={refused} />
      <Group gap={6} mt={6}>
        <Button type="submit" size="compact-xs" loading={saving.isPending}>
          {t("common:action.save")}
        </Button>
        <Button variant="default" size="compact-xs" onClick={onDone}>
          {t("common:action.cancel")}
        </Button>
      </Group>
    </form>
  );
}
