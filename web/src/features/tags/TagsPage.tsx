import { ActionIcon, Anchor, Button, Menu } from "@mantine/core";
import { IconDots, IconPencil, IconPlus, IconTag, IconTrash } from "@tabler/icons-react";
import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Tag } from "../../api/schema";
import { useFormat } from "../../i18n/format";
import { EmptyState } from "../../ui/EmptyState";
import { Moment } from "../../ui/Moment";
import { Page } from "../../ui/Page";
import { SearchInput } from "../../ui/SearchInput";
import { type Column, DataTable } from "../../ui/table/DataTable";
import { useMay } from "../session/session";
import { type TagQuestion, useTags } from "./api";
import { DeleteTag } from "./DeleteTag";
import { TagBadge } from "./TagBadge";
import { TagDialog } from "./TagDialog";

const IN_URL = {
  search: parseAsString.withDefault(""),
  sortBy: parseAsStringLiteral(["name", "createdAt", "contactCount"]).withDefault("name"),
  sortOrder: parseAsStringLiteral(["asc", "desc"]).withDefault("asc"),
};

/** Words that are put on contacts, and how many hold each. */
export function Component() {
  const { t } = useTranslation("tags");
  const format = useFormat();
  const manages = useMay("manager");
  const [question, ask] = useQueryStates(IN_URL);
  const list = useTags(question);
  const [editing, setEditing] = useState<Tag | "new" | null>(null);
  const [deleting, setDeleting] = useState<Tag | null>(null);
  const contacts = (tag: Tag) => (
    <Anchor component={Link} to={`/contacts?tagId=${tag.id}`} inherit>
      {format.number(tag.contactCount)}
    </Anchor>
  );
  const columns: Column<Tag>[] = [
    { key: "name", header: t("name"), width: 220, sort: "name", cell: (tag) => <TagBadge tag={tag} /> },
    {
      key: "description",
      header: t("description"),
      cell: (tag) => <bdi className="quiet">{tag.description}</bdi>,
    },
    {
      key: "contacts",
      header: t("contacts"),
      width: 110,
      align: "end",
      sort: "contactCount",
      cell: contacts,
    },
    {
      key: "createdAt",
      header: t("created"),
      width: 140,
      sort: "createdAt",
      cell: (tag) => <Moment value={tag.createdAt} />,
    },
    {
      key: "menu",
      header: "",
      width: 48,
      cell: (tag) =>
        manages && (
          <Menu>
            <Menu.Target>
              <ActionIcon aria-label={t("more", { name: tag.name })}>
                <IconDots size={16} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item leftSection={<IconPencil size={14} />} onClick={() => setEditing(tag)}>
                {t("common:action.edit")}
              </Menu.Item>
              <Menu.Item color="red" leftSection={<IconTrash size={14} />} onClick={() => setDeleting(tag)}>
                {t("common:action.delete")}
              </Menu.Item>
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
      note={list.total}
      fill
      actions={add}
      bar={<SearchInput value={question.search} onSearch={(search) => ask({ search })} />}
    >
      <DataTable
        label={t("title")}
        list={list}
        columns={columns}
        rowId={(tag) => tag.id}
        onOpen={manages ? setEditing : undefined}
        sort={{ by: question.sortBy, order: question.sortOrder }}
        onSort={({ by, order }) => ask({ sortBy: by as TagQuestion["sortBy"], sortOrder: order })}
        empty={
          question.search ? (
            <EmptyState icon={IconTag} title={t("none")} />
          ) : (
            <EmptyState icon={IconTag} title={t("empty.title")} text={t("empty.text")}>
              {add}
            </EmptyState>
          )
        }
        cardHeight={44}
        card={(tag) => (
          <>
            <TagBadge tag={tag} /> <span className="figures">{contacts(tag)}</span>
          </>
        )}
      />
      {editing && (
        <TagDialog tag={editing === "new" ? undefined : editing} onClose={() => setEditing(null)} />
      )}
      {deleting && <DeleteTag tag={deleting} onClose={() => setDeleting(null)} />}
    </Page>
  );
}
