import { Anchor, Button, TextInput } from "@mantine/core";
import { IconDownload, IconFileCheck } from "@tabler/icons-react";
import { debounce, parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { downloadAddress } from "../../api/client";
import type { ListedConsent } from "../../api/schema";
import { useFormat } from "../../i18n/format";
import { EmptyState } from "../../ui/EmptyState";
import { FilterSelect } from "../../ui/FilterSelect";
import { Mark, type Tone } from "../../ui/Mark";
import { Moment } from "../../ui/Moment";
import { type Column, DataTable } from "../../ui/table/DataTable";
import { useMay } from "../session/session";
import { useConsents } from "./api";
import { PrivacyFrame } from "./PrivacyFrame";

const CONSENT_CHANNELS = ["call", "sms", "whatsapp", "email"] as const;
const STATUSES = ["granted", "denied", "withdrawn", "expired"] as const;
const TONES: Record<string, Tone> = { granted: "good", denied: "bad", withdrawn: "bad", expired: "quiet" };
const IN_URL = {
  purpose: parseAsString.withDefault(""),
  channel: parseAsStringLiteral(CONSENT_CHANNELS),
  status: parseAsStringLiteral(STATUSES),
};

/** What people said about being contacted: the statement that holds for each purpose and channel. */
export function Component() {
  const { t } = useTranslation("privacy");
  const format = useFormat();
  const manages = useMay("manager");
  const [question, ask] = useQueryStates(IN_URL);
  const list = useConsents(question);
  const state = (row: ListedConsent) => (row.expired ? "expired" : row.status);
  const columns: Column<ListedConsent>[] = [
    {
      key: "phone",
      header: t("consent.contact"),
      width: 190,
      cell: (row) => (
        <Anchor component={Link} to={`/contacts/${row.contactId}`} inherit>
          <bdi className="ltr figures">{row.e164}</bdi>
        </Anchor>
      ),
    },
    {
      key: "purpose",
      header: t("consent.purpose"),
      width: 150,
      cell: (row) => t(`purposes.${row.purpose}`, { defaultValue: row.purpose }),
    },
    { key: "channel", header: t("channel"), width: 120, cell: (row) => t(`channels.${row.channel}`) },
    {
      key: "status",
      header: t("state"),
      width: 120,
      cell: (row) => <Mark tone={TONES[state(row)] ?? "quiet"}>{t(`consent.status.${state(row)}`)}</Mark>,
    },
    { key: "source", header: t("source"), cell: (row) => <bdi className="quiet">{row.source}</bdi> },
    {
      key: "statedAt",
      header: t("consent.stated"),
      width: 130,
      cell: (row) => <Moment value={row.statedAt} />,
    },
    {
      key: "expiresAt",
      header: t("expires"),
      width: 130,
      cell: (row) => row.expiresAt && format.date(row.expiresAt),
    },
  ];
  const query = Object.fromEntries(Object.entries(question).filter(([, value]) => value));
  return (
    <PrivacyFrame
      name={t("tabs.consents")}
      note={list.total === undefined ? undefined : format.number(list.total)}
      fill
      actions={
        manages && (
          <Button
            variant="default"
            component="a"
            href={downloadAddress("/api/consents/export", query)}
            download
            leftSection={<IconDownload size={14} />}
          >
            {t("common:action.export")}
          </Button>
        )
      }
      bar={
        <>
          <TextInput
            size="xs"
            ms="auto"
            w={160}
            aria-label={t("consent.purpose")}
            placeholder={t("consent.purpose")}
            defaultValue={question.purpose}
            onChange={(event) =>
              ask({ purpose: event.currentTarget.value }, { limitUrlUpdates: debounce(200) })
            }
          />
          <FilterSelect
            label={t("channel")}
            choices={CONSENT_CHANNELS}
            nameOf={(channel) => t(`channels.${channel}`)}
            value={question.channel}
            onChange={(channel) => ask({ channel })}
          />
          <FilterSelect
            label={t("state")}
            choices={STATUSES}
            nameOf={(status) => t(`consent.status.${status}`)}
            value={question.status}
            onChange={(status) => ask({ status })}
          />
        </>
      }
    >
      <DataTable
        label={t("tabs.consents")}
        list={list}
        columns={columns}
        rowId={(row) => row.id}
        empty={<EmptyState icon={IconFileCheck} title={t("consent.empty")} text={t("consent.emptyText")} />}
        card={(row) => (
          <>
            <bdi className="ltr figures">{row.e164}</bdi>
            <div className="quiet">
              {t(`purposes.${row.purpose}`, { defaultValue: row.purpose })} · {t(`channels.${row.channel}`)} ·{" "}
              {t(`consent.status.${state(row)}`)}
            </div>
          </>
        )}
      />
    </PrivacyFrame>
  );
}
