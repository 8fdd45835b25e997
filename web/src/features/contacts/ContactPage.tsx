import { Anchor, Stack } from "@mantine/core";
import { IconChevronRight } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { hides } from "../../api/errors";
import { Waiting } from "../../app/Waiting";
import { Mark } from "../../ui/Mark";
import { Page } from "../../ui/Page";
import { Problem } from "../../ui/Problem";
import { contactQuery } from "./api";
import classes from "./ContactPage.module.css";
import { contactName } from "./contactName";
import { Attributes } from "./page/Attributes";
import { Belonging } from "./page/Belonging";
import { Consent } from "./page/Consent";
import { ContactMenu } from "./page/ContactMenu";
import { Phones } from "./page/Phones";
import { Profile } from "./page/Profile";
import { Reach } from "./page/Reach";
import { Timeline } from "./page/Timeline";

/** One contact: who it is, how to reach it, and everything that happened. */
export function Component() {
  const { id = "" } = useParams();
  // Nothing that is being typed about one contact goes along to another.
  return <OneContact key={id} id={id} />;
}

function OneContact({ id }: { id: string }) {
  const { t } = useTranslation(["contact", "contacts", "privacy"]);
  const query = useQuery(contactQuery(id));
  const { data: contact } = query;
  if (hides(query)) return <Problem error={query.error} onRetry={query.refetch} />;
  if (!contact) return <Waiting />;
  const name = contactName(contact);
  return (
    <Page
      name={name}
      title={
        <span className={classes.title}>
          <Anchor component={Link} to="/contacts" c="dimmed" inherit>
            {t("contacts:title")}
          </Anchor>
          <IconChevronRight size={14} className={classes.chevron} aria-hidden />
          <bdi>{name}</bdi>
        </span>
      }
      note={
        contact.deletedAt ? (
          <Mark tone="bad">{t("state.deleted")}</Mark>
        ) : contact.archivedAt ? (
          <Mark tone="quiet">{t("state.archived")}</Mark>
        ) : undefined
      }
      actions={<ContactMenu contact={contact} />}
    >
      <div className={classes.columns}>
        <Stack gap="md">
          <Phones contact={contact} />
          <Reach contact={contact} />
          <Profile contact={contact} />
          <Attributes contact={contact} />
          <Belonging contact={contact} />
          <Consent contact={contact} />
        </Stack>
        <Timeline id={id} />
      </div>
    </Page>
  );
}
