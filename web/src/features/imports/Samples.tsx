import { Anchor } from "@mantine/core";
import { IconArrowRight } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { ImportColumn, ImportSamples } from "../../api/schema";
import { Section } from "../../ui/Section";
import classes from "./Samples.module.css";
import { useFieldName } from "./useFieldName";

const SHOWN = 10;

/** Some of the contacts that would change, old → new, and some that would be created. */
export function Samples({ samples, columns }: { samples: ImportSamples; columns: ImportColumn[] }) {
  const { t } = useTranslation("imports");
  const nameOf = useFieldName(columns);
  return (
    <>
      {samples.updated.length > 0 && (
        <Section title={t("samples.changes")} note={t("samples.some")}>
          <ul className={classes.list}>
            {samples.updated.slice(0, SHOWN).map(({ line, contactId, changes }) => (
              <li key={line} className={classes.line}>
                <Anchor component={Link} to={`/contacts/${contactId}`} inherit className="figures">
                  {t("samples.line", { line })}
                </Anchor>
                <div className={classes.changes}>
                  {changes.map((change) => (
                    <span key={change.field} className={classes.change}>
                      <span className="quiet">{nameOf(change.field)}</span>
                      <Old value={change.from} />
                      <IconArrowRight size={12} className={classes.arrow} aria-label={t("samples.becomes")} />
                      <bdi>{textOf(change.to)}</bdi>
                    </span>
                  ))}
                </div>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {samples.created.length > 0 && (
        <Section title={t("samples.created")} note={t("samples.some")}>
          <ul className={classes.list}>
            {samples.created.slice(0, SHOWN).map(
              ({ line, contact }) =>
                contact && (
                  <li key={line} className={classes.line}>
                    <span className="quiet figures">{t("samples.line", { line })}</span>
                    <div className={classes.changes}>
                      {valuesOf(contact).map(([field, value]) => (
                        <span key={field} className={classes.change}>
                          <span className="quiet">{nameOf(field)}</span>
                          <bdi>{value}</bdi>
                        </span>
                      ))}
                    </div>
                  </li>
                ),
            )}
          </ul>
        </Section>
      )}
    </>
  );
}

function Old({ value }: { value: unknown }) {
  const text = textOf(value);
  return text ? (
    <s className="quiet">
      <bdi>{text}</bdi>
    </s>
  ) : (
    <span className="quiet">–</span>
  );
}

const textOf = (value: unknown): string => (value === null || value === undefined ? "" : String(value));

/** The fields of a new contact as the file has them, custom attributes too. */
function valuesOf(contact: NonNullable<ImportSamples["created"][number]["contact"]>): [string, string][] {
  const { customAttributes, phoneKey, phoneStatus, ...fields } = contact;
  const custom = Object.entries(customAttributes ?? {}).map(([name, value]) => [
    `customAttributes.${name}`,
    value,
  ]);
  return [...Object.entries(fields), ...custom]
    .map(([field, value]): [string, string] => [String(field), textOf(value)])
    .filter(([, value]) => value !== "");
}
