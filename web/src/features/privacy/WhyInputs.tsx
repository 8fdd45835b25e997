import { Group, Select, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { SuppressionCreate } from "../../api/schema";
import { DateInput } from "../../ui/inputs";
import { KnownTextInput } from "../../ui/KnownTextInput";
import { CHANNELS, type Channel, REASONS } from "./api";

/** Why a number must not be contacted, and how that is known. */
export interface Why {
  channel: Channel;
  reason: string;
  source: string;
  proof: string;
  expiresAt: string | null;
}

export const emptyWhy: Why = { channel: "all", reason: "asked", source: "", proof: "", expiresAt: null };

/** As the API takes it: empty texts are null. */
export const asCreate = (why: Why): Omit<SuppressionCreate, "phone"> => ({
  channel: why.channel,
  reason: why.reason,
  source: why.source || null,
  proof: why.proof || null,
  expiresAt: why.expiresAt,
});

/** Channel, reason, source, proof and end of a suppression. */
export function WhyInputs({ why, onChange }: { why: Why; onChange: (why: Why) => void }) {
  const { t } = useTranslation("privacy");
  return (
    <>
      <Group grow align="flex-start">
        <Select
          label={t("channel")}
          data={CHANNELS.map((value) => ({ value, label: t(`channels.${value}`) }))}
          value={why.channel}
          onChange={(channel) => channel && onChange({ ...why, channel: channel as Channel })}
        />
        <KnownTextInput
          label={t("reason")}
          required
          withAsterisk={false}
          known={Object.fromEntries(REASONS.map((value) => [value, t(`reasons.${value}`)]))}
          value={why.reason}
          onChange={(reason) => onChange({ ...why, reason })}
        />
      </Group>
      <Group grow align="flex-start">
        <TextInput
          label={t("source")}
          placeholder={t("sourceHint")}
          value={why.source}
          onChange={(event) => onChange({ ...why, source: event.currentTarget.value })}
        />
        <DateInput
          label={t("expires")}
          placeholder={t("never")}
          clearable
          minDate={new Date()}
          value={why.expiresAt}
          onChange={(expiresAt) => onChange({ ...why, expiresAt })}
        />
      </Group>
      <TextInput
        label={t("proof")}
        placeholder={t("proofHint")}
        value={why.proof}
        onChange={(event) => onChange({ ...why, proof: event.currentTarget.value })}
      />
    </>
  );
}
