import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconDownload, IconPhoneOff, IconPlus } from "@tabler/icons-react";
import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { downloadAddress } from "../../api/client";
import type { Suppression } from "../../api/schema";
import { useFormat } from "../../i18n/format";
import { EmptyState } from "../../ui/EmptyState";
import { FilterSelect } from "../../ui/FilterSelect";
import { Moment } from "../../ui/Moment";
import { SearchInput } from "../../ui/SearchInput";
import { type Column, DataTable } from "../../ui/table/DataTable";
import { useMay } from "../session/session";
import { CHANNELS, REASONS, suppressionQuery, useSuppressions } from "./api";
import { CheckDialog } from "./CheckDialog";
import { LiftDialog } from "./LiftDialog";
import { PrivacyFrame } from "./PrivacyFrame";
import { SuppressDialog } from "./SuppressDialog";
import { SuppressFileDialog } from "./SuppressFileDialog";

const STATES = ["active", "expired", "lifted"] as const;
const IN_URL = {
  search: parseAsString.withDefault(""),
  channel: parseAsStringLiteral(CHANNELS),
  reason: parseAsStringLiteral(REASONS),
  state: parseAsStringLiteral(STATES).withDefault("active"),
};

/** Numbers that must not be contacted, whether a contact has them or not. */
export function Component() {
  const { t } = useTranslation("privacy");
  const format = useFormat();
  const manages = useMay("manager");
  const [question, ask] = useQueryStates(IN_URL);
  const list = useSuppressions(question);
  const [adding, add] = useDisclosure(false);
  const [importing, file] = useDisclosure(false);
  const [checking, check] = useDisclosure(false);
  const [lifting, setLifting] = useState<Suppression | null>(null);
  const columns: Column<Suppression>[] = [
    {
      key: "phone",
      header: t("phone"),
      width: 180,
      cell: (row) => <bdi className="ltr figures">{row.phone ?? t("hashOnly")}</bdi>,
    },
    { key: "channel", header: t("channel"), width: 130, cell: (row) => t(`channels.${row.channel}`) },
    {
      key: "reason",
      header: t("reason"),
      cell: (row) => <bdi>{t(`reasons.${row.reason}`, { defaultValue: row.reason })}</bdi>,
    },
    {
      key: "source",
      header: t("source"),
      width: 180,
      cell: (row) => <bdi className="quiet">{row.source}</bdi>,
    },
    { key: "createdAt", header: t("since"), width: 130, cell: (row) => <Moment value={row.createdAt} /> },
    {
      key: "expiresAt",
      header: t("expires"),
      width: 130,
      cell: (row) =>
        row.expiresAt ? format.date(row.expiresAt) : <span className="quiet">{t("never")}</span>,
    },
    {
      key: "lift",
      header: "",
      width: 90,
      cell: (row) =>
        manages &&
        row.state === "active" && (
          <Button variant="subtle" size="compact-xs" onClick={() => setLifting(row)}>
            {t("lift.action")}
          </Button>
        ),
    },
  ];
  const addButton = manages && (
    <Button leftSection={<IconPlus size={14} />} onClick={add.open}>
      {t("suppress.open")}
    </Button>
  );
  const href = downloadAddress("/api/suppressions/export", suppressionQuery(question));
  return (
    <PrivacyFrame
      name={t("tabs.suppressions")}
      note={list.total === undefined ? undefined : format.number(list.total)}
      fill
      actions={
        <>
          <Button variant="default" onClick={check.open}>
            {t("check.open")}
          </Button>
          {manages && (
            <Button variant="default" onClick={file.open}>
              {t("file.open")}
            </Button>
          )}
          {manages && (
            <Button
              variant="default"
              component="a"
              href={href}
              download
              leftSection={<IconDownload size={14} />}
            >
              {t("common:action.export")}
            </Button>
          )}
          {addButton}
        </>
      }
      bar={
        <>
          <SearchInput value={question.search} onSearch={(search) => ask({ search })} ms="auto" w={200} />
          <FilterSelect
            label={t("channel")}
            choices={CHANNELS}
            nameOf={(channel) => t(`channels.${channel}`)}
            value={question.channel}
            onChange={(channel) => ask({ channel })}
          />
          <FilterSelect
            label={t("reason")}
            width={150}
            choices={REASONS}
            nameOf={(reason) => t(`reasons.${reason}`)}
            value={question.reason}
            onChange={(reason) => ask({ reason })}
          />
          <FilterSelect
            label={t("state")}
            required
            choices={STATES}
            nameOf={(state) => t(`states.${state}`)}
            value={question.state}
            onChange={(state) => ask({ state })}
          />
        </>
      }
    >
      <DataTable
        label={t("tabs.suppressions")}
        list={list}
        columns={columns}
        rowId={(row) => row.id}
        empty={
          question.search || question.channel || question.reason || question.state !== "active" ? (
            <EmptyState icon={IconPhoneOff} title={t("none")} />
          ) : (
            <EmptyState icon={IconPhoneOff} title={t("empty.title")} text={t("empty.text")}>
              {addButton}
            </EmptyState>
          )
        }
        card={(row) => (
          <>
            <bdi className="ltr figures">{row.phone ?? t("hashOnly")}</bdi>
            <div className="quiet">
              {t(`channels.${row.channel}`)} · {t(`reasons.${row.reason}`, { defaultValue: row.reason })}
            </div>
          </>
        )}
      />
      {adding && <SuppressDialog onClose={add.close} />}
      {importing && <SuppressFileDialog onClose={file.close} />}
      {checking && <CheckDialog onClose={check.close} />}
      {lifting && <LiftDialog suppression={lifting} onClose={() => setLifting(null)} />}
    </PrivacyFrame>
  );
}
