import { Anchor, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { ImportUndone } from "../../api/schema";
import { useFormat } from "../../i18n/format";
import { Section } from "../../ui/Section";

const SHOWN = 10;

/** What an undo did, and the contacts that it left because somebody changed them since. */
export function Undone({ undone }: { undone: ImportUndone }) {
  const { t } = useTranslation("imports");
  const format = useFormat();
  return (
    <Section title={t("undone.title")}>
      <Text size="sm">
        {t("undone.text", {
          deleted: format.number(undone.deleted),
          restored: format.number(undone.restored),
        })}
      </Text>
      {undone.skipped > 0 && (
        <Text size="sm">
          {t("undone.skipped", { count: undone.skipped, number: format.number(undone.skipped) })}{" "}
          {undone.skippedSample.slice(0, SHOWN).map((id, index) => (
            <span key={id}>
              <Anchor component={Link} to={`/contacts/${id}`} inherit>
                {t("undone.contact", { number: format.number(index + 1) })}
              </Anchor>{" "}
            </span>
          ))}
        </Text>
      )}
    </Section>
  );
}
