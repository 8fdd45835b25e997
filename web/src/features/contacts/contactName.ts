import type { Contact } from "../../api/schema";

/** What to call somebody: the name, else the number. */
export function contactName(
  contact: Pick<Contact, "displayName" | "fullName" | "firstName" | "lastName" | "primaryPhone">,
) {
  const parts = [contact.firstName, contact.lastName].filter(Boolean).join(" ");
  return contact.displayName || contact.fullName || parts || contact.primaryPhone;
}
