import { Checkbox, List, Select, Stack } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import type { ContactDetails, EraseContact as EraseBody } from "../../../api/schema";
import { Confirm } from "../../../ui/Confirm";
import { notifyDone } from "../../../ui/notify";
import { contactName } from "../contactName";
import { useContactActions } from "./api";

const WHY: EraseBody["reason"][] = [
  "requested",
  "consent_withdrawn",
  "no_longer_needed",
  "unlawful",
  "legal_obligation",
  "other",
];

/** Erase somebody for good, after typing the number. */
export function EraseContact({ contact, onClose }: { contact: ContactDetails; onClose: () => void }) {
  const { t } = useTranslation("contact");
  const navigate = useNavigate();
  const { erase } = useContactActions(contact.id);
  const [reason, setReason] = useState<EraseBody["reason"]>("requested");
  const [suppress, setSuppress] = useState(true);
  return (
    <Confirm
      opened
      danger
      onClose={onClose}
      title={t("erase.title", { name: contactName(contact) })}
      action={t("privacy:erase.action")}
      typed={contact.phone.international ?? contact.primaryPhone}
      orTyped={[contact.primaryPhone, contact.phone.e164, contact.phone.national]}
      busy={erase.isPending}
      onConfirm={() =>
        erase.mutate(
          { reason, suppress },
          {
            onSuccess: () => {
              onClose();
              navigate("/contacts");
              notifyDone(t("erase.done"));
            },
          },
        )
      }
    >
      <Stack gap="sm">
        <List size="sm">
          <List.Item>{t("erase.goes")}</List.Item>
          <List.Item>{t("erase.stays")}</List.Item>
        </List>
        <Select
          label={t("privacy:erase.reason")}
          data={WHY.map((value) => ({ value, label: t(`privacy:erase.reasons.${value}`) }))}
          value={reason}
          onChange={(value) => value && setReason(value as EraseBody["reason"])}
        />
        <Checkbox
          label={t("privacy:erase.suppress")}
          checked={suppress}
          onChange={(event) => setSuppress(event.currentTarget.checked)}
        />
      </Stack>
    </Confirm>
  );
}
