import type { Contact } from "../../api/schema";
import classes from "./ContactName.module.css";
import { contactName } from "./contactName";

/** A contact's name with its first letter in a tile; the number where there is no name. */
export function ContactName({ contact }: { contact: Parameters<typeof contactName>[0] & Partial<Contact> }) {
  const name = contactName(contact);
  return (
    <span className={classes.name}>
      <span className={classes.tile} aria-hidden>
        {/\p{L}/u.exec(name)?.[0]?.toLocaleUpperCase() ?? "#"}
      </span>
      <bdi className={classes.text}>{name}</bdi>
    </span>
  );
}
