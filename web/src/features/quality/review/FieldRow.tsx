import { useId } from "react";
import { useTranslation } from "react-i18next";
import type { Attribute, Contact } from "../../../api/schema";
import { useFormat } from "../../../i18n/format";
import { AttributeValue } from "../../attributes/AttributeValue";
import classes from "./SideBySide.module.css";
import { type FieldPair, label } from "./values";

interface Props {
  pair: FieldPair;
  contacts: [Contact, Contact];
  definition: Attribute | undefined;
  name: string;
  /** The contact whose value is kept. */
  kept: string | null;
  onKeep?: (id: string) => void;
}

/** A field of both contacts; where they differ, one value is kept and the other struck through. */
export function FieldRow({ pair, contacts, definition, name, kept, onKeep }: Props) {
  const { t } = useTranslation(["quality", "contact"]);
  const id = useId();
  return (
    <div className={classes.row} role="group" aria-labelledby={id}>
      <div className={classes.name} id={id}>
        {name}
      </div>
      {contacts.map((contact, side) => {
        const value = side === 0 ? pair.left : pair.right;
        const shown = <Value {...{ pair, value, definition, contact }} />;
        if (pair.same || !onKeep)
          return (
            <div key={contact.id} className={classes.value}>
              {shown}
            </div>
          );
        const picked = kept === contact.id;
        return (
          <label
            key={contact.id}
            className={`${classes.value} ${classes.choice}`}
            data-picked={picked || undefined}
            data-dropped={!picked || undefined}
          >
            <input
              type="radio"
              className={classes.radio}
              name={id}
              checked={picked}
              onChange={() => onKeep(contact.id)}
              aria-label={value === null ? t("side.leaveEmpty") : undefined}
            />
            {shown}
          </label>
        );
      })}
    </div>
  );
}

function Value({
  pair,
  value,
  definition,
  contact,
}: Pick<Props, "pair" | "definition"> & { value: FieldPair["left"]; contact: Contact }) {
  const { t } = useTranslation(["quality", "contact"]);
  const format = useFormat();
  if (value === null) return <span className="quiet">–</span>;
  const text = label(pair.field, value, definition, contact);
  if (definition)
    return (
      <bdi>
        <AttributeValue definition={definition} value={value} label={text} />
      </bdi>
    );
  if (pair.field === "primaryPhone" || pair.field === "primaryEmail")
    return <bdi className="ltr figures">{text}</bdi>;
  if (pair.field === "gender" || pair.field === "preferredChannel" || pair.field === "channels")
    return <bdi>{format.list(text.split(", ").map((one) => t(`value.${one}`, { defaultValue: one })))}</bdi>;
  return <bdi>{text}</bdi>;
}
