import { Alert, Button, Menu } from "@mantine/core";
import { IconDots, IconDownload } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { Activity, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate, useParams } from "react-router";
import { hides } from "../../api/errors";
import { Waiting } from "../../app/Waiting";
import { useFormat } from "../../i18n/format";
import { lazyPart } from "../../ui/lazyPart";
import { Page } from "../../ui/Page";
import { Problem } from "../../ui/Problem";
import { useMay } from "../session/session";
import { AudienceCrumb } from "./AudienceCrumb";
import { AudienceState } from "./AudienceState";
import { audienceQuery } from "./api";
import { AudienceTabs, TABS } from "./page/AudienceTabs";
import { MembersTab } from "./page/MembersTab";
import classes from "./page/MembersTab.module.css";
import { useRemoving } from "./useRemoving";

const ExportDialog = lazyPart(() => import("../exports/ExportDialog"), "ExportDialog", "exports");
const EditDialog = lazyPart(() => import("./EditDialog"), "EditDialog");
const RefreshTab = lazyPart(() => import("./page/RefreshTab"), "RefreshTab");
const RulesTab = lazyPart(() => import("./page/RulesTab"), "RulesTab", "rules");
const SplitDialog = lazyPart(() => import("./page/SplitDialog"), "SplitDialog");
const WhyTab = lazyPart(() => import("./page/WhyTab"), "WhyTab", "rules");

/** One audience: who is in it, its rules, and why somebody is in or out. */
export function Component() {
  const { id = "" } = useParams();
  return <OneAudience key={id} id={id} />;
}

function OneAudience({ id }: { id: string }) {
  const { t } = useTranslation(["audiences", "rules"]);
  const format = useFormat();
  const navigate = useNavigate();
  const manages = useMay("manager");
  const [tab] = useQueryState("tab", parseAsStringLiteral(TABS).withDefault("members"));
  const query = useQuery(audienceQuery(id));
  const { data: audience } = query;
  const [dialog, setDialog] = useState<"edit" | "split" | "export" | null>(null);
  const remove = useRemoving();
  if (hides(query)) return <Problem error={query.error} onRetry={query.refetch} />;
  if (!audience) return <Waiting />;
  const close = () => setDialog(null);
  const live = audience.type === "live";
  return (
    <Page
      name={audience.name}
      title={<AudienceCrumb name={audience.name} />}
      note={
        <>
          {t(`types.${audience.type}`)} ·{" "}
          {t("count", { count: audience.contactCount, number: format.number(audience.contactCount) })}{" "}
          {audience.status !== "ready" && <AudienceState audience={audience} />}
        </>
      }
      fill
      actions={
        <>
          {manages && (
            <>
              <Button
                variant="default"
                leftSection={<IconDownload size={14} />}
                onClick={() => setDialog("export")}
              >
                {t("common:action.export")}
              </Button>
              <Button
                variant="default"
                onClick={() => setDialog("split")}
                disabled={audience.contactCount < 2}
              >
                {t("split.open")}
              </Button>
            </>
          )}
          <Menu>
            <Menu.Target>
              <Button variant="default" aria-label={t("common:action.more")}>
                <IconDots size={14} />
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item component={Link} to={`/contacts?audienceId=${id}`}>
                {t("inContacts")}
              </Menu.Item>
              {manages && <Menu.Item onClick={() => setDialog("edit")}>{t("rename")}</Menu.Item>}
              {manages && (
                <Menu.Item color="red" onClick={() => remove(audience, () => navigate("/audiences"))}>
                  {t("common:action.delete")}
                </Menu.Item>
              )}
            </Menu.Dropdown>
          </Menu>
        </>
      }
      bar={
        <>
          <AudienceTabs audience={audience} tab={tab} />
          {audience.description && <bdi className="quiet">{audience.description}</bdi>}
        </>
      }
    >
      {audience.error && (
        <Alert color="red" m="md" role="alert">
          {audience.error}
        </Alert>
      )}
      {live && (
        // Kept while another tab is looked at: who compares their new rules with the members loses none.
        <Activity mode={tab === "rules" ? "visible" : "hidden"}>
          <div className={classes.scroll}>
            <RulesTab key={audience.id} audience={audience} />
          </div>
        </Activity>
      )}
      {tab === "rules" && live ? null : tab === "why" && live ? (
        <div className={classes.scroll}>
          <WhyTab audience={audience} />
        </div>
      ) : tab === "refresh" && !live && manages ? (
        <div className={classes.scroll}>
          <RefreshTab key={audience.id} audience={audience} />
        </div>
      ) : (
        <MembersTab key={audience.id} audience={audience} />
      )}
      {dialog === "edit" && <EditDialog audience={audience} onClose={close} />}
      {dialog === "split" && <SplitDialog audience={audience} onClose={close} />}
      {dialog === "export" && (
        <ExportDialog
          onClose={close}
          href="/api/contact/export"
          query={{ audienceId: id }}
          total={audience.contactCount}
        />
      )}
    </Page>
  );
}
