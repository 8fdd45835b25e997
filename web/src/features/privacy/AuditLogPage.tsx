import { Alert, Button, Code, CopyButton, TextInput } from "@mantine/core";
import { IconDownload, IconListSearch, IconShieldCheck } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { debounce, parseAsString, useQueryStates } from "nuqs";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, call, downloadAddress } from "../../api/client";
import type { AuditLine } from "../../api/schema";
import { useFormat } from "../../i18n/format";
import { EmptyState } from "../../ui/EmptyState";
import { Moment } from "../../ui/Moment";
import { notifyError } from "../../ui/notify";
import { type Column, DataTable } from "../../ui/table/DataTable";
import { useCursorList } from "../../ui/table/useCursorList";
import { AuditDetail } from "./AuditDetail";
import { PrivacyFrame } from "./PrivacyFrame";

const IN_URL = {
  action: parseAsString.withDefault(""),
  subject: parseAsString.withDefault(""),
  from: parseAsString,
  to: parseAsString,
};

/** Who did what, on what, when; the lines are chained so that none can be changed or left out unseen. */
export function Component() {
  const { t } = useTranslation("privacy");
  const format = useFormat();
  const [question, ask] = useQueryStates(IN_URL);
  const [opened, setOpened] = useState<AuditLine | null>(null);
  const given = Object.fromEntries(Object.entries(question).filter(([, value]) => value)) as Record<
    string,
    string
  >;
  const list = useCursorList<AuditLine>(["audit", given], (cursor, signal) =>
    call(
      api.GET("/api/audit-log", {
        signal,
        params: { query: { limit: 100, ...given, ...(cursor && { cursor }) } },
      }),
    ),
  );
  const verifying = useMutation({
    mutationFn: () => call(api.GET("/api/audit-log/verify", {})),
    onError: notifyError,
  });
  const verdict = verifying.data;
  const columns: Column<AuditLine>[] = [
    { key: "at", header: t("audit.at"), width: 140, cell: (line) => <Moment value={line.at} /> },
    {
      key: "actor",
      header: t("audit.who"),
      width: 190,
      cell: (line) => <bdi>{line.actor.name ?? t(`audit.actors.${line.actor.kind}`)}</bdi>,
    },
    {
      key: "action",
      header: t("audit.what"),
      width: 230,
      cell: (line) => <code className="ltr">{line.action}</code>,
    },
    {
      key: "subject",
      header: t("audit.on"),
      cell: (line) => (
        <bdi className="ltr quiet">
          {line.subject.kind} {line.subject.id}
        </bdi>
      ),
    },
    {
      key: "address",
      header: t("audit.from"),
      width: 130,
      cell: (line) => <bdi className="ltr">{line.address}</bdi>,
    },
  ];
  const text = (name: "action" | "subject", placeholder: string) => (
    <TextInput
      size="xs"
      w={118}
      aria-label={placeholder}
      placeholder={placeholder}
      defaultValue={question[name]}
      onChange={(event) => ask({ [name]: event.currentTarget.value }, { limitUrlUpdates: debounce(200) })}
    />
  );
  const day = (name: "from" | "to") => (
    // The browser's own: a calendar of ours would be a tenth of what the page loads.
    <TextInput
      type="date"
      size="xs"
      w={158}
      leftSection={<span className="quiet">{t(`audit.${name}Day`)}</span>}
      leftSectionWidth={44}
      aria-label={t(`audit.${name}Day`)}
      value={question[name] ?? ""}
      onChange={(event) => ask({ [name]: event.currentTarget.value || null })}
    />
  );
  return (
    <PrivacyFrame
      name={t("tabs.audit")}
      fill
      actions={
        <>
          <Button
            variant="default"
            component="a"
            href={downloadAddress("/api/audit-log/export", { format: "csv", ...given })}
            download
            leftSection={<IconDownload size={14} />}
          >
            {t("common:action.export")}
          </Button>
          <Button
            variant="default"
            leftSection={<IconShieldCheck size={14} />}
            loading={verifying.isPending}
            onClick={() => verifying.mutate()}
          >
            {t("audit.verify")}
          </Button>
        </>
      }
      bar={
        <>
          <span style={{ marginInlineStart: "auto" }} />
          {text("action", t("audit.what"))}
          {text("subject", t("audit.on"))}
          {day("from")}
          {day("to")}
        </>
      }
    >
      {verdict && (
        <Alert
          m="sm"
          color={verdict.ok ? "green" : "red"}
          role="status"
          withCloseButton
          onClose={verifying.reset}
        >
          {verdict.ok
            ? t("audit.ok", { count: verdict.lines, number: format.number(verdict.lines) })
            : t("audit.broken", { line: verdict.brokenAt, problem: verdict.problem })}{" "}
          {verdict.ok && verdict.head && (
            <CopyButton value={verdict.head}>
              {({ copied, copy }) => (
                <>
                  {t("audit.head")}{" "}
                  <Code component="button" onClick={copy} style={{ border: 0, cursor: "copy" }}>
                    {copied ? t("common:action.copied") : `${verdict.head?.slice(0, 16)}…`}
                  </Code>
                </>
              )}
            </CopyButton>
          )}
        </Alert>
      )}
      <DataTable
        label={t("tabs.audit")}
        list={list}
        columns={columns}
        rowId={(line) => String(line.sequence)}
        onOpen={setOpened}
        empty={<EmptyState icon={IconListSearch} title={t("audit.empty")} />}
        card={(line) => (
          <>
            <code className="ltr">{line.action}</code>
            <div className="quiet">
              {line.actor.name ?? t(`audit.actors.${line.actor.kind}`)} · <Moment value={line.at} />
            </div>
          </>
        )}
      />
      {opened && <AuditDetail line={opened} onClose={() => setOpened(null)} />}
    </PrivacyFrame>
  );
}
