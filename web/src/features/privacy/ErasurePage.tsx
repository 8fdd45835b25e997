import { Alert, Anchor, Button, Checkbox, Group, Select, Stack, Text, TextInput } from "@mantine/core";
import { IconDownload, IconEraser } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { api, call } from "../../api/client";
import { queryClient } from "../../api/query";
import type { EraseNumber } from "../../api/schema";
import { useFormat } from "../../i18n/format";
import { Confirm } from "../../ui/Confirm";
import { fieldErrors } from "../../ui/formErrors";
import { messageOf } from "../../ui/Problem";
import { Section } from "../../ui/Section";
import { useMay } from "../session/session";
import { subjectAddress } from "./api";
import { PrivacyFrame } from "./PrivacyFrame";

const WHY: EraseNumber["reason"][] = [
  "requested",
  "consent_withdrawn",
  "no_longer_needed",
  "unlawful",
  "legal_obligation",
  "other",
];

/** What is held about a number as one document, and removing all of it for good. */
export function Component() {
  const { t } = useTranslation("privacy");
  const format = useFormat();
  const admin = useMay("admin");
  const [phone, setPhone] = useState("");
  const [reason, setReason] = useState<EraseNumber["reason"]>("requested");
  const [suppress, setSuppress] = useState(true);
  const [asking, setAsking] = useState(false);
  const erasing = useMutation({
    mutationFn: () => call(api.POST("/api/privacy/erase", { body: { phone, reason, suppress } })),
    onSettled: () => setAsking(false),
    onSuccess: () => queryClient.invalidateQueries(),
  });
  const errors = fieldErrors(erasing.error);
  const subject = (kind: "json" | "html") => subjectAddress(phone, kind);
  const sum = (rows: Record<string, unknown>) =>
    Object.values(rows).reduce<number>((all, one) => all + Number(one), 0);
  const done = erasing.data;
  return (
    <PrivacyFrame name={t("tabs.erasure")} narrow>
      <Stack gap="lg">
        <TextInput
          label={t("erase.number")}
          description={t("erase.numberHint")}
          type="tel"
          maw={320}
          value={phone}
          error={errors.phone}
          onChange={(event) => setPhone(event.currentTarget.value)}
        />
        <Section title={t("erase.subjectTitle")}>
          <Text size="sm" mb="sm">
            {t("erase.subjectText")}
          </Text>
          <Group gap="xs">
            {(["html", "json"] as const).map((kind) => (
              <Button
                key={kind}
                variant="default"
                component="a"
                href={phone.trim() ? subject(kind) : undefined}
                data-disabled={phone.trim() === "" || undefined}
                aria-disabled={phone.trim() === ""}
                download
                leftSection={<IconDownload size={14} />}
              >
                {t(`erase.${kind}`)}
              </Button>
            ))}
          </Group>
        </Section>
        {admin && (
          <Section title={t("erase.title")}>
            <form
              onSubmit={(event: FormEvent) => {
                event.preventDefault();
                setAsking(true);
              }}
            >
              <Stack gap="sm">
                <Text size="sm">{t("erase.text")}</Text>
                {erasing.isError && !errors.phone && (
                  <Alert color="red" role="alert">
                    {messageOf(erasing.error)}
                  </Alert>
                )}
                {done && (
                  <Alert color="green" role="status">
                    {t("erase.done", {
                      contacts: format.number(done.contactIds.length),
                      removed: format.number(sum(done.removed)),
                      blanked: format.number(sum(done.blanked)),
                    })}{" "}
                    <Anchor component={Link} to="/privacy/audit-log" inherit>
                      {t("tabs.audit")}
                    </Anchor>
                  </Alert>
                )}
                <Select
                  label={t("erase.reason")}
                  maw={320}
                  data={WHY.map((value) => ({ value, label: t(`erase.reasons.${value}`) }))}
                  value={reason}
                  onChange={(value) => value && setReason(value as EraseNumber["reason"])}
                />
                <Checkbox
                  label={t("erase.suppress")}
                  checked={suppress}
                  onChange={(event) => setSuppress(event.currentTarget.checked)}
                />
                <Group>
                  <Button
                    type="submit"
                    color="red"
                    leftSection={<IconEraser size={14} />}
                    disabled={phone.trim() === ""}
                    loading={erasing.isPending}
                  >
                    {t("erase.action")}
                  </Button>
                </Group>
              </Stack>
            </form>
          </Section>
        )}
      </Stack>
      <Confirm
        opened={asking}
        danger
        onClose={() => setAsking(false)}
        onConfirm={() => erasing.mutate()}
        title={t("erase.confirm")}
        action={t("erase.action")}
        busy={erasing.isPending}
        typed={phone.trim()}
      >
        {t("erase.confirmText")}
      </Confirm>
    </PrivacyFrame>
  );
}
