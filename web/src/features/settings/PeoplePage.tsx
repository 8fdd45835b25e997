import { ActionIcon, Button, Menu, Select } from "@mantine/core";
import { IconDots, IconUserPlus, IconUsers } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Member } from "../../api/schema";
import { Confirm } from "../../ui/Confirm";
import { EmptyState } from "../../ui/EmptyState";
import { Mark, type Tone } from "../../ui/Mark";
import { Moment } from "../../ui/Moment";
import { notifyDone } from "../../ui/notify";
import { type Column, DataTable } from "../../ui/table/DataTable";
import { wholeList } from "../../ui/table/wholeList";
import { type Role, useMay, useSession } from "../session/session";
import { peopleQuery, useRemoveMember, useResend, useResetLink, useUpdateMember } from "./api";
import { InviteDialog } from "./InviteDialog";
import { LinkShown } from "./LinkShown";
import { SettingsFrame } from "./SettingsFrame";

const TONES: Record<Member["status"], Tone> = { active: "good", invited: "info", disabled: "quiet" };

/** Who works here, as what, and who is invited. */
export function Component() {
  const { t } = useTranslation("settings");
  const { person } = useSession();
  const owner = useMay("owner");
  const query = useQuery(peopleQuery);
  const [inviting, setInviting] = useState(false);
  const [shown, setShown] = useState<{ link: string; email: string } | null>(null);
  const [removing, setRemoving] = useState<Member | null>(null);
  const updating = useUpdateMember();
  const resending = useResend();
  const resetting = useResetLink();
  const remove = useRemoveMember();

  const tell = (email: string) => (answer: { mailed: boolean; link?: string }) => {
    setInviting(false);
    if (answer.link) setShown({ link: answer.link, email });
    else notifyDone(t("people.mailed", { email }));
  };
  const roles: Role[] = ["agent", "manager", "admin", ...(owner ? (["owner"] as const) : [])];
  const columns: Column<Member>[] = [
    { key: "name", header: t("people.name"), width: 200, cell: (one) => <bdi>{one.name}</bdi> },
    { key: "email", header: t("people.email"), cell: (one) => <bdi className="ltr">{one.email}</bdi> },
    {
      key: "role",
      header: t("people.role"),
      width: 160,
      cell: (one) =>
        one.status === "invited" || one.id === person.id || (one.role === "owner" && !owner) ? (
          t(`common:role.${one.role}`)
        ) : (
          <Select
            size="xs"
            variant="unstyled"
            aria-label={t("people.roleOf", { name: one.name ?? one.email })}
            data={roles.map((value) => ({ value, label: t(`common:role.${value}`) }))}
            value={one.role}
            onChange={(role) => role && updating.mutate({ id: one.id, role: role as Role })}
          />
        ),
    },
    {
      key: "status",
      header: t("people.status"),
      width: 120,
      cell: (one) => <Mark tone={TONES[one.status]}>{t(`people.statuses.${one.status}`)}</Mark>,
    },
    {
      key: "totp",
      header: t("people.twoStep"),
      width: 110,
      cell: (one) => (one.totp ? t("common:yes") : t("common:no")),
    },
    {
      key: "seen",
      header: t("people.seen"),
      width: 130,
      cell: (one) => (one.lastSignedInAt ? <Moment value={one.lastSignedInAt} /> : "–"),
    },
    {
      key: "menu",
      header: "",
      width: 48,
      cell: (one) =>
        one.id !== person.id && (
          <Menu>
            <Menu.Target>
              <ActionIcon aria-label={t("people.more", { name: one.name ?? one.email })}>
                <IconDots size={16} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              {one.status === "invited" ? (
                <Menu.Item onClick={() => resending.mutate(one.id, { onSuccess: tell(one.email) })}>
                  {t("people.resend")}
                </Menu.Item>
              ) : (
                <>
                  <Menu.Item onClick={() => resetting.mutate(one.id, { onSuccess: tell(one.email) })}>
                    {t("people.reset")}
                  </Menu.Item>
                  <Menu.Item
                    onClick={() => updating.mutate({ id: one.id, disabled: one.status !== "disabled" })}
                  >
                    {one.status === "disabled" ? t("people.enable") : t("people.disable")}
                  </Menu.Item>
                </>
              )}
              <Menu.Item color="red" onClick={() => setRemoving(one)}>
                {one.status === "invited" ? t("people.takeBack") : t("people.remove")}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        ),
    },
  ];
  return (
    <SettingsFrame
      name={t("tabs.people")}
      note={query.data?.length}
      fill
      actions={
        <Button leftSection={<IconUserPlus size={14} />} onClick={() => setInviting(true)}>
          {t("people.invite")}
        </Button>
      }
    >
      <DataTable
        label={t("tabs.people")}
        list={wholeList(query, query.data)}
        columns={columns}
        rowId={(one) => one.id}
        empty={<EmptyState icon={IconUsers} title={t("people.empty")} />}
        card={(one) => (
          <>
            <bdi>{one.name ?? one.email}</bdi>
            <div className="quiet">
              {t(`common:role.${one.role}`)} · {t(`people.statuses.${one.status}`)}
            </div>
          </>
        )}
      />
      {inviting && (
        <InviteDialog onClose={() => setInviting(false)} onInvited={(made) => tell(made.email)(made)} />
      )}
      {shown && (
        <LinkShown
          title={t("people.linkTitle")}
          text={t("people.linkText", { email: shown.email })}
          label={t("people.link")}
          value={shown.link}
          onClose={() => setShown(null)}
        />
      )}
      <Confirm
        opened={removing !== null}
        danger
        title={t("people.removeTitle", { name: removing?.name ?? removing?.email ?? "" })}
        action={removing?.status === "invited" ? t("people.takeBack") : t("people.remove")}
        busy={remove.isPending}
        onClose={() => setRemoving(null)}
        onConfirm={() => removing && remove.mutate(removing, { onSettled: () => setRemoving(null) })}
      >
        {t("people.removeText")}
      </Confirm>
    </SettingsFrame>
  );
}
