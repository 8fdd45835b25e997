import { ActionIcon, Anchor, Button, Menu, Select } from "@mantine/core";
import { IconDots, IconPencil, IconPlus, IconTrash, IconUsersGroup } from "@tabler/icons-react";
import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import type { Audience } from "../../api/schema";
import { useFormat } from "../../i18n/format";
import { EmptyState } from "../../ui/EmptyState";
import { Moment } from "../../ui/Moment";
import { Page } from "../../ui/Page";
import { SearchInput } from "../../ui/SearchInput";
import { type Column, DataTable } from "../../ui/table/DataTable";
import { useMay } from "../session/session";
import { AudienceState } from "./AudienceState";
import { type AudienceQuestion, useAudiences } from "./api";
import { EditDialog } from "./EditDialog";
import { TemplateList } from "./new/TemplateList";
import { useRemoving } from "./useRemoving";

const TYPES = ["live", "static"] as const;
const IN_URL = {
  search: parseAsString.withDefault(""),
  type: parseAsStringLiteral(TYPES),
  sortBy: parseAsStringLiteral(["name", "createdAt", "updatedAt"]).withDefault("name"),
  sortOrder: parseAsStringLiteral(["asc", "desc"]).withDefault("asc"),
};

/** All audiences, static and live. */
export function Component() {
  const { t } = useTranslation("audiences");
  const format = useFormat();
  const navigate = useNavigate();
  const manages = useMay("manager");
  const [question, ask] = useQueryStates(IN_URL);
  const list = useAudiences(question);
  const remove = useRemoving();
  const [editing, setEditing] = useState<Audience | null>(null);
  const columns: Column<Audience>[] = [
    {
      key: "name",
      header: t("name"),
      sort: "name",
      cell: (row) => (
        <>
          <Anchor component={Link} to={`/audiences/${row.id}`} c="inherit" fw={500} inherit tabIndex={-1}>
            <bdi>{row.name}</bdi>
          </Anchor>
          {row.description && <bdi className="quiet"> · {row.description}</bdi>}
        </>
      ),
    },
    { key: "type", header: t("type"), width: 110, cell: (row) => t(`types.${row.type}`) },
    {
      key: "contacts",
      header: t("contacts"),
      width: 110,
      align: "end",
      cell: (row) => <span className="figures">{format.number(row.contactCount)}</span>,
    },
    { key: "status", header: t("state"), width: 150, cell: (row) => <AudienceState audience={row} /> },
    {
      key: "updatedAt",
      header: t("updated"),
      width: 140,
      sort: "updatedAt",
      cell: (row) => <Moment value={row.updatedAt} />,
    },
    ...(manages
      ? [
          {
            key: "menu",
            header: "",
            width: 48,
            cell: (row: Audience) => (
              <Menu>
                <Menu.Target>
                  <ActionIcon aria-label={t("more", { name: row.name })}>
                    <IconDots size={16} />
                  </ActionIcon>
                </Menu.Target>
                <Menu.Dropdown>
                  <Menu.Item leftSection={<IconPencil size={14} />} onClick={() => setEditing(row)}>
                    {t("common:action.rename")}
                  </Menu.Item>
                  <Menu.Item color="red" leftSection={<IconTrash size={14} />} onClick={() => remove(row)}>
                    {t("common:action.delete")}
                  </Menu.Item>
                </Menu.Dropdown>
              </Menu>
            ),
          },
        ]
      : []),
  ];
  return (
    <Page
      title={t("title")}
      note={list.total === undefined ? undefined : format.number(list.total)}
      fill
      actions={
        manages && (
          <Button component={Link} to="/audiences/new" leftSection={<IconPlus size={14} />}>
            {t("new")}
          </Button>
        )
      }
      bar={
        <>
          <SearchInput value={question.search} onSearch={(search) => ask({ search })} />
          <Select
            size="xs"
            w={140}
            aria-label={t("type")}
            placeholder={t("type")}
            clearable
            data={TYPES.map((value) => ({ value, label: t(`types.${value}`) }))}
            value={question.type}
            onChange={(type) => ask({ type: type as (typeof TYPES)[number] | null })}
          />
        </>
      }
    >
      <DataTable
        label={t("title")}
        list={list}
        columns={columns}
        rowId={(row) => row.id}
        onOpen={(row) => navigate(`/audiences/${row.id}`)}
        sort={{ by: question.sortBy, order: question.sortOrder }}
        onSort={({ by, order }) => ask({ sortBy: by as AudienceQuestion["sortBy"], sortOrder: order })}
        empty={
          question.search || question.type ? (
            <EmptyState icon={IconUsersGroup} title={t("none")} />
          ) : (
            <>
              <EmptyState icon={IconUsersGroup} title={t("empty.title")} text={t("empty.text")}>
                {manages && (
                  <Button component={Link} to="/audiences/new">
                    {t("new")}
                  </Button>
                )}
              </EmptyState>
              {manages && <TemplateList />}
            </>
          )
        }
        card={(row) => (
          <>
            <div>
              <bdi>{row.name}</bdi> <span className="quiet figures">{format.number(row.contactCount)}</span>
            </div>
            <div className="quiet">
              {t(`types.${row.type}`)} <AudienceState audience={row} />
            </div>
          </>
        )}
      />
      {editing && <EditDialog audience={editing} onClose={() => setEditing(null)} />}
    </Page>
  );
}
