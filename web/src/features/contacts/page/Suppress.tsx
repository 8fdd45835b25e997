import { Alert, Button, Group, Modal, Stack, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { Confirm } from "../../../ui/Confirm";
import { notifyDone, notifyError } from "../../../ui/notify";
import { messageOf } from "../../../ui/Problem";
import { useLift, useSuppress } from "../../privacy/api";
import { asCreate, emptyWhy, type Why, WhyInputs } from "../../privacy/WhyInputs";

/** Put this contact's number on the list of those that are not called. */
export function SuppressHere({ phone, onClose }: { phone: string; onClose: () => void }) {
  const { t } = useTranslation("contact");
  const [why, setWhy] = useState<Why>(emptyWhy);
  const suppressing = useSuppress();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    suppressing.mutate([{ phone, ...asCreate(why) }], {
      onSuccess: () => {
        onClose();
        notifyDone(t("suppressed"));
      },
    });
  };
  return (
    <Modal opened onClose={onClose} title={t("suppressTitle", { phone })}>
      <form onSubmit={submit}>
        <Stack gap="sm">
          {suppressing.error && (
            <Alert color="red">{messageOf(suppressing.error, t("common:problem.unknown"))}</Alert>
          )}
          <WhyInputs why={why} onChange={setWhy} />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t("common:action.cancel")}
            </Button>
            <Button type="submit" color="red" loading={suppressing.isPending}>
              {t("suppress")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
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
