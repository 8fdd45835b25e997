import { ActionIcon, Box, Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconAddressBook, IconDownload, IconPencil, IconPlus, IconSearchOff } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Contact } from "../../api/schema";
import { useFormat } from "../../i18n/format";
import { EmptyState } from "../../ui/EmptyState";
import { lazyPart } from "../../ui/lazyPart";
import { Page } from "../../ui/Page";
import { SearchInput } from "../../ui/SearchInput";
import type { Column } from "../../ui/table/DataTable";
import { useSelection } from "../../ui/table/useSelection";
import { attributesQuery } from "../attributes/api";
import { useMay } from "../session/session";
import { useContacts } from "./api";
import { ContactTable } from "./ContactTable";
import { contactColumns, includesOf } from "./columns";
import { contactName } from "./contactName";
import { ColumnChooser } from "./list/ColumnChooser";
import { FilterButton } from "./list/FilterButton";
import { SelectionBar } from "./list/SelectionBar";
import { useColumns } from "./list/useColumns";
import { ViewTabs } from "./list/ViewTabs";
import { EVERYONE, isNarrowed, listQuery } from "./question";
import { useQuestion } from "./useQuestion";

const QuickEdit = lazyPart(() => import("./list/QuickEdit"), "QuickEdit");
const NewContactDialog = lazyPart(() => import("./NewContactDialog"), "NewContactDialog");
const ExportDialog = lazyPart(() => import("../exports/ExportDialog"), "ExportDialog", "exports");
/** All contacts: search, filter, views, columns, and actions on one or on all that match. */
export function Component() {
  const { t } = useTranslation("contacts");
  const format = useFormat();
  const manages = useMay("manager");
  const [question, ask] = useQuestion();
  const [columns, setColumns] = useColumns();
  const { data: attributes } = useQuery(attributesQuery);
  const list = useContacts(question, includesOf(columns));
  const selection = useSelection(JSON.stringify(listQuery(question)));
  const [exporting, exportDialog] = useDisclosure(false);
  const [adding, newDialog] = useDisclosure(false);
  const known = useMemo(() => contactColumns(t, attributes ?? []), [t, attributes]);

  const [editing, setEditing] = useState<Contact | null>(null);
  const editColumn = useMemo<Column<Contact>[]>(
    () => [
      {
        key: "edit",
        header: "",
        width: 48,
        cell: (contact) => (
          <ActionIcon
            aria-label={t("edit", { name: contactName(contact) })}
            onClick={() => setEditing(contact)}
          >
            <IconPencil size={14} />
          </ActionIcon>
        ),
      },
    ],
    [t],
  );

  const narrowed = isNarrowed(question);
  const note =
    list.total === undefined
      ? undefined
      : t(list.totalIsEstimate ? "about" : "count", { count: list.total, number: format.number(list.total) });
  const { sortBy, sortOrder, ...rest } = EVERYONE;
  return (
    <Page
      title={t("title")}
      note={note}
      fill
      actions={
        <>
          {manages && (
            <Button variant="default" component={Link} to="/imports/new">
              {t("import")}
            </Button>
          )}
          <Button leftSection={<IconPlus size={14} />} onClick={newDialog.open}>
            {t("new")}
          </Button>
        </>
      }
      bar={
        <>
          <ViewTabs
            question={question}
            columns={columns}
            onChoose={({ columns: chosen, ...view }) => {
              if (chosen) setColumns(chosen);
              ask({ ...EVERYONE, ...view });
            }}
          />
          <SearchInput value={question.search} onSearch={(search) => ask({ search })} />
          <FilterButton
            filter={question.filter}
            search={question.search}
            onChange={(filter) => ask({ filter })}
          />
          <Box visibleFrom="sm">
            <ColumnChooser known={known} chosen={columns} onChange={setColumns} />
          </Box>
          {manages && (
            <Button variant="default" leftSection={<IconDownload size={14} />} onClick={exportDialog.open}>
              {t("common:action.export")}
            </Button>
          )}
        </>
      }
    >
      <ContactTable
        filter={question}
        onFilter={ask}
        columns={question.deleted ? columns : [...columns, "edit"]}
        extra={editColumn}
        selection={selection}
        list={list}
        empty={
          narrowed ? (
            <EmptyState icon={IconSearchOff} title={t("none.title")} text={t("none.text")}>
              <Button variant="default" onClick={() => ask(rest)}>
                {t("none.reset")}
              </Button>
            </EmptyState>
          ) : (
            <EmptyState icon={IconAddressBook} title={t("empty.title")} text={t("empty.text")}>
              {manages && (
                <Button component={Link} to="/imports/new">
                  {t("empty.import")}
                </Button>
              )}
              <Button variant="default" onClick={newDialog.open}>
                {t("new")}
              </Button>
            </EmptyState>
          )
        }
      />
      <SelectionBar
        selection={selection}
        question={question}
        shown={list.rows.map((contact) => contact.id)}
        total={list.total}
        totalIsEstimate={list.totalIsEstimate}
      />
      {exporting && (
        <ExportDialog
          onClose={exportDialog.close}
          href="/api/contact/export"
          query={listQuery(question)}
          total={list.total}
        />
      )}
      {editing && <QuickEdit contact={editing} onClose={() => setEditing(null)} />}
      {adding && <NewContactDialog onClose={newDialog.close} />}
    </Page>
  );
}
