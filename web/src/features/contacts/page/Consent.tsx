import { ActionIcon, Group, Select, TextInput } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, call } from "../../../api/client";
import type { ContactDetails } from "../../../api/schema";
import { FormDialog } from "../../../ui/FormDialog";
import { KnownTextInput } from "../../../ui/KnownTextInput";
import { Mark } from "../../../ui/Mark";
import { Moment } from "../../../ui/Moment";
import { notifyDone } from "../../../ui/notify";
import { Section } from "../../../ui/Section";
import { consentsQuery, refreshContacts } from "./api";
import classes from "./Belonging.module.css";

const PURPOSES = ["marketing", "service", "survey"];

/** What the contact said about being reached, for each purpose and channel. */
export function Consent({ contact }: { contact: ContactDetails }) {
  const { t } = useTranslation("contact");
  const { data } = useQuery(consentsQuery(contact.id));
  const [recording, setRecording] = useState(false);
  return (
    <Section
      title={t("consent")}
      actions={
        !contact.deletedAt && (
          <ActionIcon aria-label={t("recordConsent")} onClick={() => setRecording(true)}>
            <IconPlus size={15} />
          </ActionIcon>
        )
      }
    >
      <ul className={classes.lines}>
        {data?.current.map((one) => (
          <li key={one.id} className={classes.line}>
            <span>
              <bdi>{t(`privacy:purposes.${one.purpose}`, { defaultValue: one.purpose })}</bdi>
              <span className="quiet">
                {" "}
                · {t(`privacy:channels.${one.channel}`)} · <Moment value={one.statedAt} />
              </span>
            </span>
            <Mark tone={one.expired ? "quiet" : one.status === "granted" ? "good" : "bad"}>
              {t(`privacy:consent.status.${one.expired ? "expired" : one.status}`)}
            </Mark>
          </li>
        ))}
        {data?.current.length === 0 && <li className="quiet">{t("none")}</li>}
      </ul>
      {recording && <Record contactId={contact.id} onClose={() => setRecording(false)} />}
    </Section>
  );
}

function Record({ contactId, onClose }: { contactId: string; onClose: () => void }) {
  const { t } = useTranslation("contact");
  const [purpose, setPurpose] = useState("marketing");
  const [channel, setChannel] = useState("call");
  const [status, setStatus] = useState("granted");
  const [source, setSource] = useState("");
  const recording = useMutation({
    mutationFn: () =>
      call(
        api.POST("/api/contact/{id}/consents", {
          params: { path: { id: contactId } },
          body: { purpose, channel, status, ...(source && { source }) } as never,
        }),
      ),
    onSuccess: () => {
      refreshContacts();
      onClose();
      notifyDone(t("consentRecorded"));
    },
  });
  return (
    <FormDialog
      title={t("recordConsent")}
      sending={recording}
      onSubmit={() => recording.mutate()}
      onClose={onClose}
    >
      {(errorOf) => (
        <>
          <KnownTextInput
            label={t("privacy:consent.purpose")}
            known={Object.fromEntries(PURPOSES.map((value) => [value, t(`privacy:purposes.${value}`)]))}
            data-autofocus
            value={purpose}
            error={errorOf("purpose")}
            onChange={setPurpose}
          />
          <Group grow>
            <Select
              label={t("privacy:channel")}
              data={["call", "sms", "whatsapp", "email"].map((value) => ({
                value,
                label: t(`privacy:channels.${value}`),
              }))}
              value={channel}
              onChange={(value) => value && setChannel(value)}
            />
            <Select
              label={t("privacy:state")}
              data={["granted", "denied", "withdrawn"].map((value) => ({
                value,
                label: t(`privacy:consent.status.${value}`),
              }))}
              value={status}
              onChange={(value) => value && setStatus(value)}
            />
          </Group>
          <TextInput
            label={t("privacy:source")}
            placeholder={t("privacy:sourceHint")}
            value={source}
            error={errorOf("source")}
            onChange={(event) => setSource(event.currentTarget.value)}
          />
        </>
      )}
    </FormDialog>
  );
}
