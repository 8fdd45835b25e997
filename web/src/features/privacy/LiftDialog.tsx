import { TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Suppression } from "../../api/schema";
import { Confirm } from "../../ui/Confirm";
import { notifyDone, notifyError } from "../../ui/notify";
import { useLift } from "./api";

/** Let a number be contacted again, with the reason that stays in its record. */
export function LiftDialog({ suppression, onClose }: { suppression: Suppression; onClose: () => void }) {
  const { t } = useTranslation("privacy");
  const [reason, setReason] = useState("");
  const lifting = useLift();
  return (
    <Confirm
      opened
      onClose={onClose}
      title={t("lift.title")}
      action={t("lift.action")}
      busy={lifting.isPending}
      onConfirm={() =>
        lifting.mutate(
          { id: suppression.id, reason },
          {
            onSuccess: () => {
              onClose();
              notifyDone(t("lift.done"));
            },
            onError: notifyError,
          },
        )
      }
    >
      {t("lift.text", { phone: suppression.phone ?? "" })}
      <TextInput
        mt="sm"
        label={t("lift.reason")}
        data-autofocus
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </Confirm>
  );
}
