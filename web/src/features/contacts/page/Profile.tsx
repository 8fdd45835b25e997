import { useTranslation } from "react-i18next";
import type { ContactDetails } from "../../../api/schema";
import { Fact, Facts } from "../../../ui/Facts";
import { Section } from "../../../ui/Section";
import { EditableField } from "./EditableField";

const FIELDS = [
  "firstName",
  "lastName",
  "fullName",
  "primaryEmail",
  "city",
  "address",
  "state",
  "zip",
  "occupation",
] as const;

/** The contact's own fields, each edited where it stands. */
export function Profile({ contact }: { contact: ContactDetails }) {
  const { t } = useTranslation("contact");
  return (
    <Section title={t("profile")}>
      <Facts>
        {FIELDS.map((field) => (
          <Fact key={field} name={t(`field.${field}`)}>
            <EditableField
              contact={contact}
              field={field}
              label={t(`field.${field}`)}
              value={contact[field]}
              ltr={field === "primaryEmail"}
              readOnly={contact.deletedAt !== null}
            />
          </Fact>
        ))}
      </Facts>
    </Section>
  );
}
