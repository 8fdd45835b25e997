import { Button, Group, Modal, Select, Stack, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Invitation } from "../../api/schema";
import { fieldErrors } from "../../ui/formErrors";
import { messageOf } from "../../ui/Problem";
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
  const errors = fieldErrors(inviting.error);
  const roles: Role[] = ["agent", "manager", "admin", ...(owner ? (["owner"] as const) : [])];
  const submit = (event: FormEvent) => {
    event.preventDefault();
    inviting.mutate({ email, role, ...(name && { name }) }, { onSuccess: onInvited });
  };
  const general = inviting.error && !Object.keys(errors).length ? messageOf(inviting.error, "") : undefined;
  return (
    <Modal opened onClose={onClose} title={t("people.invite")}>
      <form onSubmit={submit}>
        <Stack gap="sm">
          <TextInput
            label={t("people.email")}
            type="email"
            required
            withAsterisk={false}
            data-autofocus
            value={email}
            error={errors.email ?? general}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
          <TextInput
            label={t("people.name")}
            value={name}
            error={errors.name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Select
            label={t("people.role")}
            description={t(`people.may.${role}`)}
            data={roles.map((value) => ({ value, label: t(`common:role.${value}`) }))}
            value={role}
            error={errors.role}
            onChange={(value) => value && setRole(value as Role)}
          />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t("common:action.cancel")}
            </Button>
            <Button type="submit" loading={inviting.isPending}>
              {t("people.inviteAction")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
