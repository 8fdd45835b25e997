import { Anchor, Button, Loader, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useFormat } from "../../../i18n/format";
import { messageOf } from "../../../ui/Problem";
import { contactName } from "../../contacts/contactName";
import classes from "./RuleBuilder.module.css";
import type { Preview } from "./usePreview";

interface Props {
  preview: Preview;
  onExact: () => void;
}

/** How many contacts the rules mean now, and some of them. */
export function LivePreview({ preview, onExact }: Props) {
  const { t } = useTranslation("rules");
  const format = useFormat();
  const { found, isBlank, isStale, unfinished, problem } = preview;
  const shown = isBlank ? undefined : found;
  return (
    <section className={classes.preview} data-stale={isStale || undefined} aria-label={t("preview.title")}>
      <div aria-live="polite" aria-atomic>
        {isBlank ? (
          <Text size="sm" c="dimmed">
            {t("preview.blank")}
          </Text>
        ) : shown ? (
          <p className={`${classes.count} figures`}>
            {shown.isEstimate
              ? t("preview.about", { count: shown.count, number: format.number(shown.count) })
              : t("preview.count", { count: shown.count, number: format.number(shown.count) })}
          </p>
        ) : problem ? (
          <Text size="sm" c="var(--bad)">
            {messageOf(problem)}
          </Text>
        ) : isStale ? (
          <Loader size="xs" color="gray" />
        ) : (
          <Text size="sm" c="dimmed">
            {t("preview.wrong")}
          </Text>
        )}
      </div>
      {shown?.isEstimate && (
        <Text size="sm" c="dimmed">
          {t("preview.between", { low: format.number(shown.low), high: format.number(shown.high) })}{" "}
          <Button variant="subtle" size="compact-xs" onClick={onExact}>
            {t("preview.exact")}
          </Button>
        </Text>
      )}
      {unfinished > 0 && (
        <Text size="sm" c="dimmed">
          {t("preview.unfinished", { count: unfinished })}
        </Text>
      )}
      {shown && shown.sample.length > 0 && (
        <ul className={classes.sample} aria-label={t("preview.sample")}>
          {shown.sample.map((contact) => (
            <li key={contact.id}>
              <Anchor component={Link} to={`/contacts/${contact.id}`} c="inherit" inherit target="_blank">
                <bdi>{contactName(contact)}</bdi>
              </Anchor>
              <bdi className="ltr figures quiet">{contact.phone.international ?? contact.primaryPhone}</bdi>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
