import { Button, SegmentedControl } from "@mantine/core";
import { IconPlus, IconUsersGroup } from "@tabler/icons-react";
import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Audience, AudienceMember, Contact } from "../../../api/schema";
import { EmptyState } from "../../../ui/EmptyState";
import { lazyPart } from "../../../ui/lazyPart";
import { Moment } from "../../../ui/Moment";
import { SearchInput } from "../../../ui/SearchInput";
import type { Column } from "../../../ui/table/DataTable";
import { useSelection } from "../../../ui/table/useSelection";
import { ContactTable } from "../../contacts/ContactTable";
import { SORT_KEYS } from "../../contacts/question";
import { useMay } from "../../session/session";
import { type MemberQuestion, useMembers } from "../api";
import { MembersBar } from "./MembersBar";
import classes from "./MembersTab.module.css";

const AddDialog = lazyPart(() => import("./AddDialog"), "AddDialog", "rules");

const STATES = ["current", "exited"] as const;
const IN_URL = {
  search: parseAsString.withDefault(""),
  state: parseAsStringLiteral(STATES).withDefault("current"),
  sortBy: parseAsStringLiteral(SORT_KEYS).withDefault("createdAt"),
  sortOrder: parseAsStringLiteral(["asc", "desc"]).withDefault("desc"),
};

/** Who is in an audience, or who was. */
export function MembersTab({ audience }: { audience: Audience }) {
  const { t } = useTranslation("audiences");
  const manages = useMay("manager");
  const [question, ask] = useQueryStates(IN_URL);
  const list = useMembers(audience.id, question);
  const [adding, setAdding] = useState(false);
  const byHand = manages && audience.type === "static";
  const exited = question.state === "exited";
  const selection = useSelection(JSON.stringify(question));
  const column = (
    key: string,
    width: number,
    cell: (row: AudienceMember) => Column<Contact>["cell"] extends (row: Contact) => infer R ? R : never,
  ) => ({
    key,
    header: t(key),
    width,
    cell: (row: Contact) => cell(row as AudienceMember),
  });
  const extra: Column<Contact>[] = [
    column("enteredAt", 130, (row) => <Moment value={row.enteredAt} />),
    column("exitedAt", 130, (row) => <Moment value={row.exitedAt} />),
    column("exitReason", 190, (row) => (row.exitReason ? t(`exit.${row.exitReason}`) : null)),
  ];
  const columns = [
    "name",
    "phone",
    "city",
    ...(exited ? ["enteredAt", "exitedAt", "exitReason"] : ["tags", "enteredAt"]),
  ];
  return (
    <>
      <div className={classes.bar}>
        <SearchInput value={question.search} onSearch={(search) => ask({ search })} />
        <SegmentedControl
          aria-label={t("membersShown")}
          data={STATES.map((value) => ({ value, label: t(`members.${value}`) }))}
          value={question.state}
          onChange={(state) => ask({ state: state as MemberQuestion["state"] })}
        />
        {byHand && (
          <Button
            variant="default"
            ms="auto"
            leftSection={<IconPlus size={14} />}
            onClick={() => setAdding(true)}
          >
            {t("add.open")}
          </Button>
        )}
      </div>
      <ContactTable
        filter={question}
        onFilter={(change) => ask(change as Partial<MemberQuestion>)}
        columns={columns}
        extra={extra}
        list={list}
        selection={byHand && !exited ? selection : undefined}
        empty={
          question.search || exited ? (
            <EmptyState icon={IconUsersGroup} title={t(exited ? "noExits" : "noMember")} />
          ) : audience.type === "live" ? (
            <EmptyState icon={IconUsersGroup} title={t("emptyLive.title")} text={t("emptyLive.text")}>
              <Button variant="default" component={Link} to={`/audiences/${audience.id}?tab=rules`}>
                {t("emptyLive.action")}
              </Button>
            </EmptyState>
          ) : (
            <EmptyState icon={IconUsersGroup} title={t("emptyStatic.title")} text={t("emptyStatic.text")}>
              {byHand && <Button onClick={() => setAdding(true)}>{t("add.open")}</Button>}
              {byHand && (
                <Button variant="default" component={Link} to={`/audiences/${audience.id}?tab=refresh`}>
                  {t("emptyStatic.file")}
                </Button>
              )}
            </EmptyState>
          )
        }
      />
      <MembersBar audience={audience} selection={selection} />
      {adding && <AddDialog audience={audience} onClose={() => setAdding(false)} />}
    </>
  );
}
