import { Anchor, Loader, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { parseAsString, useQueryState } from "nuqs";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Audience } from "../../../api/schema";
import { Problem } from "../../../ui/Problem";
import { contactQuery } from "../../contacts/api";
import { ContactPicker } from "../../contacts/ContactPicker";
import { contactName } from "../../contacts/contactName";
import { whyQuery } from "../api";
import { useWords } from "../rules/useWords";
import { Explained } from "./Explained";
import classes from "./RulesTree.module.css";

/** Why a contact is in this live audience or not, rule by rule. */
export function WhyTab({ audience }: { audience: Audience }) {
  const { t } = useTranslation("audiences");
  const [id, setId] = useQueryState("contact", parseAsString.withOptions({ history: "push" }));
  const contact = useQuery({ ...contactQuery(id ?? ""), enabled: id !== null });
  const why = useQuery({ ...whyQuery(audience.id, id ?? ""), enabled: id !== null });
  const words = useWords(why.data?.rules);
  const error = contact.error ?? why.error;
  const name = contact.data ? contactName(contact.data) : "";
  return (
    <Stack gap="md" maw={720}>
      <Text size="sm" c="dimmed">
        {t("why.text")}
      </Text>
      <ContactPicker label={t("why.contact")} onChoose={setId} />
      {error && (
        <Problem
          error={error}
          onRetry={() => {
            contact.refetch();
            why.refetch();
          }}
        />
      )}
      {id && !error && !(contact.data && why.data && words) && <Loader size="sm" color="gray" />}
      {contact.data && why.data && words && (
        <section aria-label={t("why.answer")} aria-live="polite">
          <h2 className={classes.verdict}>
            {t(why.data.isMember ? "why.in" : why.data.isArchived ? "why.archived" : "why.out", { name })}
          </h2>
          <Explained group={why.data.rules} words={words} />
          {why.data.rules.matches === null && (
            <Text size="sm" c="dimmed" mt="sm">
              {t("why.unknown")}
            </Text>
          )}
          <Anchor component={Link} to={`/contacts/${id}`} size="sm" mt="sm" display="inline-block">
            {t("why.open", { name })}
          </Anchor>
        </section>
      )}
    </Stack>
  );
}
