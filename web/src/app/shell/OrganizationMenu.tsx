import { Menu } from "@mantine/core";
import { IconCheck, IconSelector } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, call } from "../../api/client";
import { useSession } from "../../features/session/session";
import { notifyError } from "../../ui/notify";
import classes from "./SideBar.module.css";

/** The organization that is looked at, and the others that this person belongs to. */
export function OrganizationMenu() {
  const { t } = useTranslation();
  const session = useSession();
  const switching = useMutation({
    mutationFn: (organizationId: string) =>
      call(api.POST("/api/auth/organization", { body: { organizationId } })),
    // Nothing of the one before stays in memory.
    onSuccess: () => window.location.assign("/"),
    onError: notifyError,
  });
  return (
    <Menu width={220} position="bottom-start">
      <Menu.Target>
        <button type="button" className={classes.button} title={t("shell.organization")}>
          <span
            className={classes.tile}
            data-letter={session.organization.name.slice(0, 1).toLocaleUpperCase()}
            aria-hidden
          />
          <span className={classes.name}>{session.organization.name}</span>
          <IconSelector size={14} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t("shell.organizations")}</Menu.Label>
        {session.organizations.map((organization) => (
          <Menu.Item
            key={organization.id}
            onClick={() => switching.mutate(organization.id)}
            rightSection={organization.id === session.organization.id ? <IconCheck size={14} /> : null}
          >
            {organization.name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
