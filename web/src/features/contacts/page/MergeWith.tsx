import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ContactDetails } from "../../../api/schema";
import { Dialog } from "../../../ui/Dialog";
import { MergeDialog } from "../../quality/MergeDialog";
import { ContactPicker } from "../ContactPicker";
import { refreshContacts } from "./api";

/** Choose who the same person is, then merge side by side. */
export function MergeWith({ contact, onClose }: { contact: ContactDetails; onClose: () => void }) {
  const { t } = useTranslation("contact");
  const [other, setOther] = useState<string | null>(null);
  if (other)
    return (
      <MergeDialog
        opened
        leftId={contact.id}
        rightId={other}
        onClose={onClose}
        onMerged={() => {
          refreshContacts();
          onClose();
        }}
      />
    );
  return (
    <Dialog onClose={onClose} title={t("merge")}>
      <ContactPicker label={t("mergeWith")} except={contact.id} onChoose={setOther} />
    </Dialog>
  );
}
