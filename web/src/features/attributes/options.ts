import type { AttributeOption, OptionUpdate } from "../../api/schema";

/** An option while it is edited; `id` of one that exists already. */
export interface DraftOption {
  key: string;
  id?: string;
  label: string;
  archived: boolean;
}

export const draftOf = (options: AttributeOption[]): DraftOption[] =>
  options.map((option) => ({ key: option.id, ...option }));

/** The labels of a new attribute, without empty lines. */
export const newLabels = (draft: DraftOption[]): string[] =>
  draft.map((option) => option.label.trim()).filter((label) => label !== "");

/** What changed, as the API takes it: renamed, archived, brought back, and new ones. */
export function updatesOf(before: AttributeOption[], draft: DraftOption[]): OptionUpdate[] {
  return draft.flatMap((option): OptionUpdate[] => {
    const label = option.label.trim();
    if (option.id === undefined) return label ? [{ label }] : [];
    const old = before.find((one) => one.id === option.id);
    if (old && old.label === label && old.archived === option.archived) return [];
    return [{ id: option.id, label, archived: option.archived }];
  });
}
