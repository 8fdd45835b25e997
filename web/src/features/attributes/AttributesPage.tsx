import { ActionIcon, Badge, Button, Menu, Switch } from "@mantine/core";
import {
  IconArchive,
  IconArchiveOff,
  IconDots,
  IconListDetails,
  IconPencil,
  IconPlus,
} from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { parseAsBoolean, useQueryState } from "nuqs";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Attribute } from "../../api/schema";
import { EmptyState } from "../../ui/EmptyState";
import { Mark } from "../../ui/Mark";
import { Moment } from "../../ui/Moment";
import { notifyDone, notifyError } from "../../ui/notify";
import { Page } from "../../ui/Page";
import { type Column, DataTable } from "../../ui/table/DataTable";
import { wholeList } from "../../ui/table/wholeList";
import { useMay } from "../session/session";
import { ArchiveAttribute } from "./ArchiveAttribute";
import { AttributeDialog } from "./AttributeDialog";
import { allAttributesQuery, useRestoreAttribute } from "./api";

/** The organization's own fields of contacts. */
export function Component() {
  const { t } = useTranslation("attributes");
  const manages = useMay("manager");
  const [archived, setArchived] = useQueryState("archived", parseAsBoolean.withDefault(false));
  const query = useQuery(allAttributesQuery);
  const [editing, setEditing] = useState<Attribute | "new" | null>(null);
  const [archiving, setArchiving] = useState<Attribute | null>(null);
  const restoring = useRestoreAttribute();
  const shown = query.data?.filter((attribute) => archived || attribute.deletedAt === null);
  const restore = (attribute: Attribute) =>
    restoring.mutate(attribute.id, {
      onSuccess: () => notifyDone(t("restored", { name: attribute.displayName })),
      onError: notifyError,
    });
  const columns: Column<Attribute>[] = [
    {
      key: "name",
      header: t("name"),
      width: 220,
      cell: (attribute) => (
        <>
          <bdi>{attribute.displayName}</bdi>{" "}
          {attribute.deletedAt && <Mark tone="quiet">{t("archived")}</Mark>}
        </>
      ),
    },
    { key: "type", header: t("type"), width: 150, cell: (attribute) => t(`types.${attribute.type}`) },
    {
      key: "description",
      header: t("description"),
      cell: (attribute) => (
        <>
          {attribute.options
            ?.filter((option) => !option.archived)
            .map((option) => (
              <Badge key={option.id} color="gray" me={4} fw={500}>
                {option.label}
              </Badge>
            ))}
          <bdi className="quiet">{attribute.description}</bdi>
        </>
      ),
    },
    {
      key: "key",
      header: t("key"),
      width: 180,
      cell: (attribute) => <code className="ltr">{attribute.name}</code>,
    },
    {
      key: "createdAt",
      header: t("created"),
      width: 130,
      cell: (attribute) => <Moment value={attribute.createdAt} />,
    },
    {
      key: "menu",
      header: "",
      width: 48,
      cell: (attribute) =>
        manages && (
          <Menu>
            <Menu.Target>
              <ActionIcon aria-label={t("more", { name: attribute.displayName })}>
                <IconDots size={16} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              {attribute.deletedAt ? (
                <Menu.Item leftSection={<IconArchiveOff size={14} />} onClick={() => restore(attribute)}>
                  {t("common:action.restore")}
                </Menu.Item>
              ) : (
                <>
                  <Menu.Item leftSection={<IconPencil size={14} />} onClick={() => setEditing(attribute)}>
                    {t("common:action.edit")}
                  </Menu.Item>
                  <Menu.Item leftSection={<IconArchive size={14} />} onClick={() => setArchiving(attribute)}>
                    {t("archive.action")}
                  </Menu.Item>
                </>
              )}
            </Menu.Dropdown>
          </Menu>
        ),
    },
  ];
  const add = manages && (
    <Button leftSection={<IconPlus size={14} />} onClick={() => setEditing("new")}>
      {t("new")}
    </Button>
  );
  return (
    <Page
      title={t("title")}
      note={shown?.length}
      fill
      actions={add}
      bar={
        <Switch
          label={t("showArchived")}
          checked={archived}
          onChange={(event) => setArchived(event.currentTarget.checked)}
        />
      }
    >
      <DataTable
        label={t("title")}
        list={wholeList(query, shown)}
        columns={columns}
        rowId={(attribute) => attribute.id}
        onOpen={manages ? (attribute) => !attribute.deletedAt && setEditing(attribute) : undefined}
        empty={
          <EmptyState icon={IconListDetails} title={t("empty.title")} text={t("empty.text")}>
            {add}
          </EmptyState>
        }
        cardHeight={52}
        card={(attribute) => (
          <>
            <bdi>{attribute.displayName}</bdi>
            <div className="quiet">{t(`types.${attribute.type}`)}</div>
          </>
        )}
      />
      {editing && (
        <AttributeDialog
          attribute={editing === "new" ? undefined : editing}
          onClose={() => setEditing(null)}
        />
      )}
      {archiving && <ArchiveAttribute attribute={archiving} onClose={() => setArchiving(null)} />}
    </Page>
  );
}
