import { ActionIcon, Anchor, Button, Menu } from "@mantine/core";
import { IconDots, IconKey, IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ApiKey } from "../../api/schema";
import { useFormat } from "../../i18n/format";
import { Confirm } from "../../ui/Confirm";
import { EmptyState } from "../../ui/EmptyState";
import { Mark } from "../../ui/Mark";
import { Moment } from "../../ui/Moment";
import { type Column, DataTable } from "../../ui/table/DataTable";
import { wholeList } from "../../ui/table/wholeList";
import { ApiKeyDialog } from "./ApiKeyDialog";
import { keysQuery, useRevokeKey, useUpdateKey } from "./api";
import { LinkShown } from "./LinkShown";
import { SettingsFrame } from "./SettingsFrame";

/** Keys by which programs use the HTTP API. */
export function Component() {
  const { t } = useTranslation("settings");
  const format = useFormat();
  const query = useQuery(keysQuery);
  const [adding, setAdding] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  const [revoking, setRevoking] = useState<ApiKey | null>(null);
  const updating = useUpdateKey();
  const revoke = useRevokeKey();
  const isOver = (key: ApiKey) => key.expiresAt !== null && new Date(key.expiresAt) < new Date();
  const columns: Column<ApiKey>[] = [
    { key: "name", header: t("keys.name"), cell: (key) => <bdi>{key.name}</bdi> },
    {
      key: "prefix",
      header: t("keys.prefix"),
      width: 180,
      cell: (key) => <code className="ltr">{key.keyPrefix}…</code>,
    },
    { key: "role", header: t("people.role"), width: 120, cell: (key) => t(`common:role.${key.role}`) },
    {
      key: "state",
      header: t("people.status"),
      width: 120,
      cell: (key) => (
        <Mark tone={isOver(key) ? "warn" : key.isActive ? "good" : "quiet"}>
          {t(isOver(key) ? "keys.over" : key.isActive ? "keys.active" : "keys.off")}
        </Mark>
      ),
    },
    { key: "used", header: t("keys.used"), width: 130, cell: (key) => <Moment value={key.lastUsedAt} /> },
    {
      key: "expires",
      header: t("keys.expires"),
      width: 130,
      cell: (key) =>
        key.expiresAt ? format.date(key.expiresAt) : <span className="quiet">{t("keys.never")}</span>,
    },
    {
      key: "menu",
      header: "",
      width: 48,
      cell: (key) => (
        <Menu>
          <Menu.Target>
            <ActionIcon aria-label={t("keys.more", { name: key.name })}>
              <IconDots size={16} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => updating.mutate({ id: key.id, isActive: !key.isActive })}>
              {key.isActive ? t("people.disable") : t("people.enable")}
            </Menu.Item>
            <Menu.Item color="red" onClick={() => setRevoking(key)}>
              {t("keys.revoke")}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      ),
    },
  ];
  const add = (
    <Button leftSection={<IconPlus size={14} />} onClick={() => setAdding(true)}>
      {t("keys.new")}
    </Button>
  );
  return (
    <SettingsFrame
      name={t("tabs.keys")}
      note={query.data?.length}
      fill
      actions={
        <>
          <Anchor href="/api/docs" size="sm" px="xs" py={4}>
            {t("keys.docs")}
          </Anchor>
          {add}
        </>
      }
    >
      <DataTable
        label={t("tabs.keys")}
        list={wholeList(query, query.data)}
        columns={columns}
        rowId={(key) => key.id}
        empty={
          <EmptyState icon={IconKey} title={t("keys.empty")} text={t("keys.emptyText")}>
            {add}
          </EmptyState>
        }
        card={(key) => (
          <>
            <bdi>{key.name}</bdi>
            <div className="quiet">
              <code className="ltr">{key.keyPrefix}…</code> · {t(`common:role.${key.role}`)}
            </div>
          </>
        )}
      />
      {adding && (
        <ApiKeyDialog
          onClose={() => setAdding(false)}
          onMade={(key) => {
            setAdding(false);
            setSecret(key.secret ?? null);
          }}
        />
      )}
      {secret && (
        <LinkShown
          title={t("keys.made")}
          text={t("keys.madeText")}
          label={t("keys.secret")}
          value={secret}
          onClose={() => setSecret(null)}
        />
      )}
      <Confirm
        opened={revoking !== null}
        danger
        title={t("keys.revokeTitle", { name: revoking?.name ?? "" })}
        action={t("keys.revoke")}
        busy={revoke.isPending}
        onClose={() => setRevoking(null)}
        onConfirm={() => revoking && revoke.mutate(revoking.id, { onSettled: () => setRevoking(null) })}
      >
        {t("keys.revokeText")}
      </Confirm>
    </SettingsFrame>
  );
}
