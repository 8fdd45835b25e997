import { TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Confirm } from "../../../ui/Confirm";
import { FormDialog } from "../../../ui/FormDialog";
import { notifyDone, notifyError } from "../../../ui/notify";
import { useLift, useSuppress } from "../../privacy/api";
import { asCreate, emptyWhy, type Why, WhyInputs } from "../../privacy/WhyInputs";

/** Put this contact's number on the list of those that are not called. */
export function SuppressHere({ phone, onClose }: { phone: string; onClose: () => void }) {
  const { t } = useTranslation("contact");
  const [why, setWhy] = useState<Why>(emptyWhy);
  const suppressing = useSuppress();
  const submit = () => {
    suppressing.mutate([{ phone, ...asCreate(why) }], {
      onSuccess: () => {
        onClose();
        notifyDone(t("suppressed"));
      },
    });
  };
  return (
    <FormDialog
      title={t("suppressTitle", { phone })}
      sending={suppressing}
      action={t("suppress")}
      color="red"
      onSubmit={submit}
      onClose={onClose}
    >
      {() => (
        <>
          <WhyInputs why={why} onChange={setWhy} />
        </>
      )}
    </FormDialog>
  );
}

/** Take it off the list, with a reason. */
export function LiftHere({ id, phone, onClose }: { id: string; phone: string; onClose: () => void }) {
  const { t } = useTranslation("contact");
  const [reason, setReason] = useState("");
  const lifting = useLift();
  return (
    <Confirm
      opened
      onClose={onClose}
      title={t("privacy:lift.title")}
      action={t("privacy:lift.action")}
      busy={lifting.isPending}
      onConfirm={() => lifting.mutate({ id, reason }, { onSuccess: onClose, onError: notifyError })}
    >
      {t("privacy:lift.text", { phone })}
      <TextInput
        mt="sm"
        label={t("privacy:lift.reason")}
        data-autofocus
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </Confirm>
  );
}
