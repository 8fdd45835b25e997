import { Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import type { Contact } from "../../api/schema";
import { type Column, DataTable } from "../../ui/table/DataTable";
import type { CursorList } from "../../ui/table/useCursorList";
import type { Selection } from "../../ui/table/useSelection";
import { attributesQuery } from "../attributes/api";
import { useContacts } from "./api";
import { ContactName } from "./ContactName";
import { contactColumns, DEFAULT_COLUMNS, includesOf } from "./columns";
import { PhoneText } from "./PhoneText";
import { EVERYONE, type Question } from "./question";

interface Props {
  /** What narrows the list; everything else is as for the list of all contacts. */
  filter?: Partial<Question>;
  onFilter?: (change: Partial<Question>) => void;
  columns?: string[];
  /** Further columns that this list has, to be named in `columns`. */
  extra?: Column<Contact>[];
  selection?: Selection;
  empty: ReactNode;
  /** Instead of GET /contact: another list of contacts, such as the members of an audience. */
  list?: CursorList<Contact>;
}

/** Contacts as a table over any number of them. */
export function ContactTable({
  filter,
  onFilter,
  columns = DEFAULT_COLUMNS,
  extra,
  selection,
  empty,
  list,
}: Props) {
  const question = useMemo(() => ({ ...EVERYONE, ...filter }), [filter]);
  if (list) return <Rows {...{ question, onFilter, columns, extra, selection, empty, list }} />;
  return <Asked {...{ question, onFilter, columns, extra, selection, empty }} />;
}

type RowsProps = Omit<Props, "filter" | "list" | "columns"> & { question: Question; columns: string[] };

function Asked(props: RowsProps) {
  const list = useContacts(props.question, includesOf(props.columns));
  return <Rows {...props} list={list} />;
}

function Rows({
  question,
  onFilter,
  columns,
  extra,
  selection,
  empty,
  list,
}: RowsProps & { list: CursorList<Contact> }) {
  const { t } = useTranslation("contacts");
  const navigate = useNavigate();
  const { data: attributes } = useQuery(attributesQuery);
  const known = useMemo(
    () => [...contactColumns(t, attributes ?? []), ...(extra ?? [])],
    [t, attributes, extra],
  );
  const chosen = columns.join();
  const shown = useMemo(
    () => chosen.split(",").flatMap((key) => known.find((column) => column.key === key) ?? []),
    [chosen, known],
  );
  return (
    <DataTable
      label={t("title")}
      list={list}
      columns={shown}
      rowId={(contact) => contact.id}
      onOpen={(contact) => navigate(`/contacts/${contact.id}`)}
      sort={{ by: question.sortBy, order: question.sortOrder }}
      onSort={
        onFilter && (({ by, order }) => onFilter({ sortBy: by as Question["sortBy"], sortOrder: order }))
      }
      selection={selection}
      empty={empty}
      card={(contact) => (
        <>
          <Text component="div" fw={500} truncate>
            <ContactName contact={contact} />
          </Text>
          <Text component="div" c="dimmed" size="sm" truncate ps={28}>
            <PhoneText phone={{ ...contact.phone, given: contact.primaryPhone }} />
            {contact.city && ` · ${contact.city}`}
          </Text>
        </>
      )}
    />
  );
}
