import { useTranslation } from "react-i18next";
import type { Import } from "../../api/schema";
import { Confirm } from "../../ui/Confirm";
import { useDiscard } from "./api";

interface Props {
  one: Import;
  onClose: () => void;
  onDiscarded?: () => void;
}

/** Ask before an import that has not run is forgotten, with its file and what was corrected. */
export function DiscardImport({ one, onClose, onDiscarded }: Props) {
  const { t } = useTranslation("imports");
  const discarding = useDiscard(one.id);
  return (
    <Confirm
      opened
      onClose={onClose}
      onConfirm={() => discarding.mutate(undefined, { onSuccess: onDiscarded, onSettled: onClose })}
      title={t("discard.title")}
      action={t("discard.action")}
      busy={discarding.isPending}
    >
      {t("discard.text")}
    </Confirm>
  );
}
