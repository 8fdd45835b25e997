import { useMutation } from "@tanstack/react-query";
import { useRef } from "react";
import type { ImportSource } from "../../../api/schema";
import { useCreateAttribute } from "../../attributes/api";
import { useMapColumns } from "../api";
import { ATTRIBUTE, bodyOf, type ColumnDraft, retyped } from "./draft";

/** Make the attributes whose type somebody chose, then set the mapping, which starts the dry run. */
export function useSendMapping(source: ImportSource, onSent: () => void) {
  const creating = useCreateAttribute();
  const mapping = useMapColumns(source.id);
  // Attributes by column and type: a mapping that was refused and is sent again makes none twice.
  const made = useRef(new Map<string, string>());
  return useMutation({
    mutationFn: async ({ drafts, audienceId }: { drafts: ColumnDraft[]; audienceId: string | null }) => {
      const fields = new Map<number, string>();
      for (const { column, type } of retyped(drafts, source)) {
        const key = `${column} ${type}`;
        const displayName = source.columns[column]?.newAttribute.displayName ?? "";
        const name = made.current.get(key) ?? (await creating.mutateAsync({ displayName, type })).name;
        made.current.set(key, name);
        fields.set(column, ATTRIBUTE + name);
      }
      const final = drafts.map((draft) => ({ ...draft, field: fields.get(draft.column) ?? draft.field }));
      return mapping.mutateAsync(bodyOf(final, source, audienceId));
    },
    onSuccess: onSent,
  });
}
