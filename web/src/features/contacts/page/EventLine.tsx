import { Anchor, Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { ContactEvent } from "../../../api/schema";
import { useFormat } from "../../../i18n/format";
import { notifyDone } from "../../../ui/notify";
import { AttributeValue } from "../../attributes/AttributeValue";
import { attributesQuery } from "../../attributes/api";
import { useUnmerge } from "../../quality/api";
import { useMay } from "../../session/session";
import classes from "./Timeline.module.css";

/** One thing that happened: what, by whom, and each value before and after. */
export function EventLine({ event, contactId }: { event: ContactEvent; contactId: string }) {
  const { t } = useTranslation("contact");
  const { data: attributes } = useQuery(attributesQuery);
  const time = useFormat().time(event.at);
  const nameOf = (field: string) =>
    field.startsWith("customAttributes.")
      ? (attributes?.find((one) => `customAttributes.${one.name}` === field)?.displayName ?? field.slice(17))
      : t(`field.${field}`, { defaultValue: field });
  return (
    <li className={classes.event}>
      <div className={classes.line}>
        <span>
          <What event={event} nameOf={nameOf} />
          {event.contactId !== contactId && <span className="quiet"> · {t("ofMerged")}</span>}
        </span>
        <span className={classes.who}>
          <bdi>{event.actor.name ?? t(`privacy:audit.actors.${event.actor.kind}`)}</bdi> ·{" "}
          <time dateTime={event.at} className="figures">
            {time}
          </time>
        </span>
      </div>
      {event.changes.map((change) => (
        <div key={change.field} className={classes.change}>
          <span className="quiet">{nameOf(change.field)}:</span>
          {change.previous !== null && (
            <span className={classes.old}>
              <Value field={change.field} value={change.previous} />
            </span>
          )}
          {change.value === null ? t("cleared") : <Value field={change.field} value={change.value} />}
        </div>
      ))}
    </li>
  );
}

const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:/;

/** A value before or after a change, as the viewer's language writes it. */
function Value({ field, value }: { field: string; value: unknown }) {
  const { data: attributes } = useQuery(attributesQuery);
  const format = useFormat();
  const definition = attributes?.find((one) => `customAttributes.${one.name}` === field);
  if (definition) {
    const label = definition.options?.find((option) => option.id === value)?.label;
    return <AttributeValue definition={definition} value={value as never} label={label} />;
  }
  if (Array.isArray(value)) return <bdi>{format.list(value.map(String))}</bdi>;
  if (typeof value === "string" && MOMENT.test(value)) return <>{format.dateTime(value)}</>;
  return <bdi>{typeof value === "object" ? JSON.stringify(value) : String(value)}</bdi>;
}

function What({ event, nameOf }: { event: ContactEvent; nameOf: (field: string) => string }) {
  const { t } = useTranslation("contact");
  const format = useFormat();
  const { audience, tag, call, consent, merge } = event;
  if (audience)
    return (
      <>
        {t(`event.${event.kind}`)}{" "}
        <Anchor component={Link} to={`/audiences/${audience.id}`} inherit>
          <bdi>{audience.name}</bdi>
        </Anchor>
      </>
    );
  if (tag)
    return (
      <>
        {t(`event.${event.kind}`)} <bdi>{tag.name}</bdi>
      </>
    );
  if (call)
    return (
      <>
        {t("event.called")} {t(`result.${call.result}`)}
        {call.durationSeconds ? ` · ${format.duration(call.durationSeconds)}` : ""}
        {call.flow && (
          <>
            {" · "}
            <bdi>{call.flow}</bdi>
          </>
        )}
        {call.pressed.length > 0 && ` · ${t("pressed", { keys: call.pressed.join(", ") })}`}
      </>
    );
  if (consent)
    return (
      <>
        {t("event.consent")} {t(`privacy:purposes.${consent.purpose}`, { defaultValue: consent.purpose })} ·{" "}
        {t(`privacy:channels.${consent.channel}`)} · {t(`privacy:consent.status.${consent.status}`)}
      </>
    );
  if (merge)
    return (
      <>
        {t(merge.role === "survivor" ? "event.absorbed" : "event.mergedInto")}{" "}
        <Anchor component={Link} to={`/contacts/${merge.contactId}`} inherit>
          {t("theOther")}
        </Anchor>
        {event.kind === "merged" && merge.role === "survivor" && <Unmerge id={merge.id} nameOf={nameOf} />}
      </>
    );
  return <>{t(`event.${event.kind}`)}</>;
}

/** Take a merge back, where it stands in the history. */
function Unmerge({ id, nameOf }: { id: string; nameOf: (field: string) => string }) {
  const { t } = useTranslation("contact");
  const manages = useMay("manager");
  const format = useFormat();
  const undoing = useUnmerge();
  if (!manages) return null;
  return (
    <Button
      variant="subtle"
      size="compact-xs"
      ms={4}
      loading={undoing.isPending}
      onClick={() =>
        undoing.mutate(id, {
          onSuccess: ({ keptBecauseChanged: kept }) =>
            notifyDone(
              kept.length === 0
                ? t("unmerged")
                : t("unmergedKept", { fields: format.list(kept.map(nameOf)) }),
            ),
        })
      }
    >
      {t("unmerge")}
    </Button>
  );
}
