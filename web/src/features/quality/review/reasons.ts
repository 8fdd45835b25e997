import type { ComparedField, Contact } from "../../../api/schema";
import type { Tone } from "../../../ui/Mark";
import { contactName } from "../../contacts/contactName";

/** Why two contacts were taken for one person, in one field. */
export interface Reason {
  field: string;
  /** `sameWritten`: the same, although it is written in another way. */
  outcome: ComparedField["outcome"] | "sameWritten";
  tone: Tone;
  left: string;
  right: string;
}

/** What was compared, the strongest reason first; what speaks against it last. */
export function reasons(explanation: ComparedField[], left: Contact, right: Contact): Reason[] {
  return [...explanation]
    .sort((a, b) => strength(b) - strength(a))
    .map(({ field, outcome }) => {
      const [ours, theirs] = [text(left, field), text(right, field)];
      return {
        field,
        outcome: outcome === "same" && ours !== theirs ? "sameWritten" : outcome,
        tone: toneOf(outcome),
        left: ours,
        right: theirs,
      };
    });
}

// What was not weighed is certain: it stands first, unless it speaks against the pair.
const strength = ({ outcome, weight }: ComparedField) => weight ?? (outcome === "different" ? -100 : 100);

function toneOf(outcome: ComparedField["outcome"]): Tone {
  if (outcome === "different") return "bad";
  return outcome === "same" || outcome === "sameSound" || outcome === "swapped" ? "good" : "warn";
}

/** What a contact holds in a field, as text; empty for nothing. */
function text(contact: Contact, field: string): string {
  if (field === "displayName") return contactName(contact);
  if (field === "primaryPhone") return contact.phone.international ?? contact.primaryPhone;
  if (field.startsWith("customAttributes.")) {
    const found = contact.customAttributes?.find((one) => `customAttributes.${one.name}` === field);
    return String(found?.label ?? found?.value ?? "");
  }
  const value = contact[field as keyof Contact];
  return typeof value === "string" ? value : "";
}
