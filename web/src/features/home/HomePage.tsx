import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { hides } from "../../api/errors";
import { Waiting } from "../../app/Waiting";
import { Moment } from "../../ui/Moment";
import { Page } from "../../ui/Page";
import { Problem } from "../../ui/Problem";
import { Section } from "../../ui/Section";
import { useMay, useSession } from "../session/session";
import { Alerts } from "./Alerts";
import { homeQuery } from "./api";
import { FirstStart } from "./FirstStart";
import { Growth } from "./Growth";
import classes from "./HomePage.module.css";
import { LastImports } from "./LastImports";
import { Reach } from "./Reach";

/** How the organization's contacts are: who can be called, what came, what needs a look. */
export function Component() {
  const { t } = useTranslation("home");
  const { organization } = useSession();
  const manages = useMay("manager");
  const query = useQuery(homeQuery);
  const { data: home } = query;
  if (hides(query)) return <Problem error={query.error} onRetry={query.refetch} />;
  if (!home) return <Waiting />;
  const empty = home.contacts === 0 && home.imports.length === 0;
  return (
    <Page
      title={organization.name}
      name={t("title")}
      note={
        empty ? undefined : (
          <>
            {t("computed")} <Moment value={home.computedAt} />
          </>
        )
      }
    >
      {empty ? (
        <FirstStart />
      ) : (
        <div className={classes.grid}>
          <Section title={t("reach.title")}>
            <Reach home={home} />
          </Section>
          <Section title={t("alerts.title")}>
            <Alerts alerts={home.alerts} />
          </Section>
          <Section title={t("growth.title")}>
            <Growth days={home.growth} />
          </Section>
          {manages && (
            <Section title={t("imports.title")}>
              <LastImports imports={home.imports} />
            </Section>
          )}
        </div>
      )}
    </Page>
  );
}
