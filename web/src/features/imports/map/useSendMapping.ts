import { useMutation } from "@tanstack/react-query";
import type { ImportSource } from "../../../api/schema";
import { useCreateAttribute } from "../../attributes/api";
import { useMapColumns } from "../api";
import { ATTRIBUTE, bodyOf, type ColumnDraft, retyped } from "./draft";

/** Make the attributes whose type somebody chose, then set the mapping, which starts the dry run. */
export function useSendMapping(source: ImportSource, onSent: () => void) {
  const creating = useCreateAttribute();
  const mapping = useMapColumns(source.id);
  return useMutation({
    mutationFn: async ({ drafts, audienceId }: { drafts: ColumnDraft[]; audienceId: string | null }) => {
      const made = new Map<number, string>();
      for (const { column, type } of retyped(drafts, source)) {
        const displayName = source.columns[column]?.newAttribute.displayName ?? "";
        const attribute = await creating.mutateAsync({ displayName, type });
        made.set(column, ATTRIBUTE + attribute.name);
      }
      const final = drafts.map((draft) => ({ ...draft, field: made.get(draft.column) ?? draft.field }));
      return mapping.mutateAsync(bodyOf(final, source, audienceId));
    },
    onSuccess: onSent,
  });
}
