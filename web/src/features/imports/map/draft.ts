import type {
  Attribute,
  ImportMapping,
  ImportSource,
  MappingUpdate,
  SourceColumn,
  SourceTarget,
} from "../../../api/schema";

export const ATTRIBUTE = "customAttributes.";
export const POLICIES = ["overwrite", "fill", "never"] as const;
export type Policy = (typeof POLICIES)[number];
export type DateOrder = "DMY" | "MDY" | "YMD";
export type Decimal = "." | ",";

/** What one column of the file will be; `field` is "" for a column that is left out. */
export interface ColumnDraft {
  column: number;
  field: string;
  policy: Policy;
  decimal: Decimal | null;
  date: DateOrder | null;
  /** Of the attribute that the column becomes, where there is none yet. */
  type: Attribute["type"];
}

/** The mapping as the server has it. */
export function draftOf(source: ImportSource): ColumnDraft[] {
  return source.columns.map(({ column, mapped, newAttribute }) => ({
    column,
    field: mapped.field,
    policy: mapped.policy,
    decimal: mapped.decimal,
    date: mapped.date,
    type: newAttribute.type,
  }));
}

/** A saved mapping laid over a file: columns are found by their names, the others are left out. */
export function withSaved(source: ImportSource, saved: ImportMapping): ColumnDraft[] {
  const wanted = new Map(saved.columns.map((one) => [one.header, one]));
  return draftOf(source).map((draft, index) => {
    const found = wanted.get(source.columns[index]?.header ?? "");
    if (!found) return { ...draft, field: "", policy: "overwrite", decimal: null, date: null };
    const { field, policy, decimal, date } = found;
    return { ...draft, field, policy, decimal, date };
  });
}

/** True when the column becomes an attribute that does not exist yet. */
export const isNew = (field: string, targets: SourceTarget[]): boolean =>
  field.startsWith(ATTRIBUTE) && !targets.some((target) => target.field === field);

/** The type of the values of a column, as it is mapped; null for fields that have a form of their own. */
export function typeOf(draft: ColumnDraft, targets: SourceTarget[]): Attribute["type"] | null {
  if (!draft.field.startsWith(ATTRIBUTE)) return null;
  return targets.find((target) => target.field === draft.field)?.type ?? draft.type;
}

/** Fields that more than one column claims, with the positions of these columns. */
export function claimedTwice(drafts: ColumnDraft[]): Map<string, number[]> {
  const claims = new Map<string, number[]>();
  for (const { field, column } of drafts)
    if (field) claims.set(field, [...(claims.get(field) ?? []), column]);
  return new Map([...claims].filter(([, columns]) => columns.length > 1));
}

/** How sure the guess of a column is; null when somebody chose otherwise. */
export function sureness({ suggested }: SourceColumn, field: string): "sure" | "likely" | "check" | null {
  if (!field || field !== suggested.field) return null;
  if (suggested.confidence >= 0.85) return "sure";
  return suggested.confidence >= 0.6 ? "likely" : "check";
}

/** New attributes whose type somebody chose: they are made before the mapping is set. */
export const retyped = (drafts: ColumnDraft[], source: ImportSource): ColumnDraft[] =>
  drafts.filter(
    (draft) =>
      isNew(draft.field, source.targets) && draft.type !== source.columns[draft.column]?.newAttribute.type,
  );

/** What is sent; formats go with attributes alone. */
export function bodyOf(
  drafts: ColumnDraft[],
  source: ImportSource,
  audienceId: string | null,
): MappingUpdate {
  return {
    columns: drafts.map((draft) => {
      const type = typeOf(draft, source.targets);
      return {
        column: draft.column,
        field: draft.field,
        policy: draft.policy,
        decimal: type === "number" ? draft.decimal : null,
        date: type === "date" || type === "datetime" ? draft.date : null,
      };
    }),
    options: { createAttributes: drafts.some((draft) => isNew(draft.field, source.targets)), audienceId },
  };
}
