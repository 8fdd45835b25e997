import type { Attribute, Contact, MergedField } from "../../../api/schema";

type Value = MergedField["value"];

/** One field of two contacts beside each other. */
export interface FieldPair {
  field: string;
  left: Value;
  right: Value;
  /** Both hold the same, so there is nothing to choose. */
  same: boolean;
  /** Whose value the merged contact gets unless somebody chooses; null when nobody has one. */
  from: string | null;
}

/** The fields that one of the two holds, those that differ first. */
export function fieldPairs(fields: MergedField[], leftId: string, rightId: string): FieldPair[] {
  const pairs = fields.map((one) => {
    const left = held(one, leftId);
    const right = held(one, rightId);
    return { field: one.field, left, right, same: equal(left, right), from: one.from };
  });
  return [...pairs.filter((one) => !one.same), ...pairs.filter((one) => one.same)];
}

const held = (field: MergedField, id: string): Value =>
  field.values.find((one) => one.contactId === id)?.value ?? null;

const equal = (left: Value, right: Value) => JSON.stringify(left) === JSON.stringify(right);

/** A field's definition, when it is a custom attribute. */
export function definitionOf(field: string, attributes: Attribute[] | undefined): Attribute | undefined {
  return attributes?.find((one) => `customAttributes.${one.name}` === field);
}

/** The words of options in place of their identifiers, and the number as it is dialled. */
export function label(
  field: string,
  value: Value,
  definition: Attribute | undefined,
  contact: Contact,
): string {
  if (field === "primaryPhone") return contact.phone.international ?? contact.primaryPhone;
  const labels = (Array.isArray(value) ? value : [value]).map(
    (one) => definition?.options?.find((option) => option.id === one)?.label ?? String(one ?? ""),
  );
  return labels.join(", ");
}
