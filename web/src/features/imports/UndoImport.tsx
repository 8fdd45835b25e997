import { useTranslation } from "react-i18next";
import type { Import } from "../../api/schema";
import { useFormat } from "../../i18n/format";
import { Confirm } from "../../ui/Confirm";
import { useImportStep } from "./api";

/** Ask before an import is undone: what it created goes to the trash, what it overwrote comes back. */
export function UndoImport({ one, onClose }: { one: Import; onClose: () => void }) {
  const { t } = useTranslation("imports");
  const format = useFormat();
  const undoing = useImportStep(one.id, "undo");
  return (
    <Confirm
      opened
      onClose={onClose}
      onConfirm={() => undoing.mutate(undefined, { onSettled: onClose })}
      title={t("undo.title")}
      action={t("undo.action")}
      busy={undoing.isPending}
    >
      {t("undo.text", {
        created: format.number(one.counts.created),
        updated: format.number(one.counts.updated),
      })}
    </Confirm>
  );
}
