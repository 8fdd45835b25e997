import { Button } from "@mantine/core";
import { IconLock } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Link, Outlet, useMatches } from "react-router";
import { type Role, useMay } from "../features/session/session";
import { EmptyState } from "../ui/EmptyState";

/** For the `handle` of a route: from which role on its screen is there. */
export const needs = (role: Role) => ({ handle: { role } });

/** The screen, or that it is for another role: links to it may come from others. */
export function Allowed() {
  const { t } = useTranslation();
  const handles = useMatches().map(({ handle }) => handle as { role?: Role } | undefined);
  const role = handles.findLast((handle) => handle?.role)?.role ?? "agent";
  if (useMay(role)) return <Outlet />;
  return (
    <EmptyState
      icon={IconLock}
      title={t("notAllowed.title")}
      text={t("notAllowed.text", { role: t(`role.${role}`) })}
    >
      <Button component={Link} to="/">
        {t("notFound.home")}
      </Button>
    </EmptyState>
  );
}
