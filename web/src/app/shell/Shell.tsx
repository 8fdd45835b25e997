import { ActionIcon, Drawer } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconMenu2 } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Suspense, useEffect } from "react";
import { useTranslation } from "react-i18next";
import { Navigate, Outlet, useLocation } from "react-router";
import { onRefusal } from "../../api/client";
import { queryClient } from "../../api/query";
import { reopen, wasReopened } from "../../features/session/reopen";
import { SessionContext, sessionQuery } from "../../features/session/session";
import { notifyNews } from "../../ui/notify";
import { Problem } from "../../ui/Problem";
import { LiveUpdates } from "../LiveUpdates";
import { Waiting } from "../Waiting";
import classes from "./Shell.module.css";
import { SideBar } from "./SideBar";

/** The frame of every screen: places at the side, the screen beside them. Asks for a session first. */
export function Shell() {
  const { t } = useTranslation();
  const location = useLocation();
  const session = useQuery(sessionQuery);
  const [opened, menu] = useDisclosure(false);

  useEffect(
    () =>
      onRefusal(({ code }) => {
        if (code === "UNAUTHORIZED") queryClient.setQueryData(sessionQuery.queryKey, null);
        if (code === "ORGANIZATION_CHANGED") reopen();
      }),
    [],
  );
  useEffect(() => {
    if (wasReopened()) notifyNews("organization", t("shell.organizationChanged"));
  }, [t]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the menu closes whenever another place is opened
  useEffect(menu.close, [location.pathname]);

  if (session.isPending) return <Waiting />;
  if (session.isError && session.data === undefined)
    return <Problem error={session.error} onRetry={() => session.refetch()} />;
  if (!session.data) {
    const next = location.pathname + location.search;
    return <Navigate to={next === "/" ? "/sign-in" : `/sign-in?next=${encodeURIComponent(next)}`} replace />;
  }
  return (
    <SessionContext key={session.data.organization.id} value={session.data}>
      <div className={classes.shell}>
        <a className={classes.skip} href="#content">
          {t("shell.skip")}
        </a>
        <aside className={classes.side}>
          <SideBar />
        </aside>
        <Drawer
          opened={opened}
          onClose={menu.close}
          position="left"
          size={264}
          padding={0}
          withCloseButton={false}
          styles={{ body: { height: "100%" } }}
        >
          <SideBar />
        </Drawer>
        <main id="content" className={classes.content} tabIndex={-1}>
          <ActionIcon className={classes.burger} onClick={menu.open} aria-label={t("shell.menu")} size="lg">
            <IconMenu2 size={18} />
          </ActionIcon>
          <Suspense fallback={<Waiting />}>
            <Outlet />
          </Suspense>
        </main>
        <LiveUpdates />
      </div>
    </SessionContext>
  );
}
