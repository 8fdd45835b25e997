import { Select, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Invitation } from "../../api/schema";
import { FormDialog } from "../../ui/FormDialog";
import { type Role, useMay } from "../session/session";
import { useInvite } from "./api";

/** Invite somebody by e-mail, with a role. */
export function InviteDialog({
  onClose,
  onInvited,
}: {
  onClose: () => void;
  onInvited: (made: Invitation) => void;
}) {
  const { t } = useTranslation("settings");
  const owner = useMay("owner");
  const [email, setEmail] = useState("");
  const [name, setName] = useState("");
  const [role, setRole] = useState<Role>("agent");
  const inviting = useInvite();
  const roles: Role[] = ["agent", "manager", "admin", ...(owner ? (["owner"] as const) : [])];
  const submit = () => {
    inviting.mutate({ email, role, ...(name && { name }) }, { onSuccess: onInvited });
  };
  return (
    <FormDialog
      title={t("people.invite")}
      sending={inviting}
      action={t("people.inviteAction")}
      onSubmit={submit}
      onClose={onClose}
    >
      {(errorOf) => (
        <>
          <TextInput
            label={t("people.email")}
            type="email"
            required
            withAsterisk={false}
            data-autofocus
            value={email}
            error={errorOf("email")}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
          <TextInput
            label={t("people.name")}
            value={name}
            error={errorOf("name")}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Select
            label={t("people.role")}
            description={t(`people.may.${role}`)}
            data={roles.map((value) => ({ value, label: t(`common:role.${value}`) }))}
            value={role}
            error={errorOf("role")}
            onChange={(value) => value && setRole(value as Role)}
          />
        </>
      )}
    </FormDialog>
  );
}
