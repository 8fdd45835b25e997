import { Anchor, Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Contact, MergedField } from "../../../api/schema";
import { Moment } from "../../../ui/Moment";
import { attributesQuery } from "../../attributes/api";
import { ContactName } from "../../contacts/ContactName";
import type { Choices } from "../api";
import { FieldRow } from "./FieldRow";
import classes from "./SideBySide.module.css";
import { definitionOf, fieldPairs } from "./values";

interface Props {
  left: Contact;
  right: Contact;
  /** Of the preview of the merge; undefined while it is on its way. */
  fields: MergedField[] | undefined;
  survivor: string;
  choices: Choices;
  /** Without these, it is only to be looked at. */
  onSurvivor?: (id: string) => void;
  onChoice?: (field: string, id: string) => void;
}

/** Two contacts beside each other: which one stays, and whose value of each field is kept. */
export function SideBySide({ left, right, fields, survivor, choices, onSurvivor, onChoice }: Props) {
  const { t } = useTranslation(["quality", "contact"]);
  const { data: attributes } = useQuery(attributesQuery);
  const group = useId();
  return (
    <div className={classes.table}>
      <div className={classes.row}>
        <div className={classes.name} />
        {[left, right].map((contact) => (
          <div key={contact.id} className={classes.head}>
            <Anchor
              component={Link}
              to={`/contacts/${contact.id}`}
              inherit
              c="inherit"
              className={classes.who}
            >
              <ContactName contact={contact} />
            </Anchor>
            <span className="quiet">
              {t("side.created")} <Moment value={contact.createdAt} />
            </span>
            {onSurvivor && (
              <label className={classes.stays}>
                <input
                  type="radio"
                  className={classes.radio}
                  name={`${group}-survivor`}
                  checked={survivor === contact.id}
                  onChange={() => onSurvivor(contact.id)}
                />
                {t("side.stays")}
              </label>
            )}
          </div>
        ))}
      </div>
      {fields ? (
        fieldPairs(fields, left.id, right.id).map((pair) => {
          const definition = definitionOf(pair.field, attributes);
          return (
            <FieldRow
              key={pair.field}
              pair={pair}
              contacts={[left, right]}
              definition={definition}
              name={definition?.displayName ?? t(`contact:field.${pair.field}`, { defaultValue: pair.field })}
              kept={choices[pair.field] ?? pair.from}
              onKeep={onChoice && ((id) => onChoice(pair.field, id))}
            />
          );
        })
      ) : (
        <div className={classes.row} aria-busy>
          <div className={classes.name} style={{ gridColumn: "1 / -1" }}>
            <Skeleton height={10} my={6} width="60%" />
            <Skeleton height={10} my={12} width="45%" />
            <Skeleton height={10} my={6} width="55%" />
          </div>
        </div>
      )}
    </div>
  );
}
