import { Button, SegmentedControl } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ContactEvent } from "../../../api/schema";
import { useFormat } from "../../../i18n/format";
import { Problem } from "../../../ui/Problem";
import { useTimeline } from "./api";
import { EventLine } from "./EventLine";
import classes from "./Timeline.module.css";
import { byDay, KINDS, type Kind, ofKind } from "./timeline";

/** Everything that happened to the contact, newest first, grouped by day. */
export function Timeline({ id }: { id: string }) {
  const { t } = useTranslation("contact");
  const format = useFormat();
  const [kind, setKind] = useState<Kind>("all");
  const list = useTimeline(id);
  if (list.error && list.rows.length === 0) return <Problem error={list.error} onRetry={list.retry} />;
  const days = byDay(list.rows.filter((event: ContactEvent) => ofKind(event, kind)));
  return (
    <section aria-label={t("timeline")} className={classes.timeline}>
      <header className={classes.head}>
        <h2 className={classes.title}>{t("timeline")}</h2>
        <SegmentedControl
          aria-label={t("kinds.label")}
          value={kind}
          onChange={(value) => setKind(value as Kind)}
          data={KINDS.map((value) => ({ value, label: t(`kinds.${value}`) }))}
        />
      </header>
      {days.map(({ day, events }) => (
        <div key={day}>
          <h3 className={classes.day}>{format.date(events[0]?.at ?? day)}</h3>
          <ol className={classes.events}>
            {events.map((event) => (
              <EventLine key={event.id} event={event} contactId={id} />
            ))}
          </ol>
        </div>
      ))}
      {!list.isPending && !list.hasMore && days.length === 0 && <p className="quiet">{t("nothing")}</p>}
      {list.hasMore && (
        <Button variant="default" size="xs" loading={list.isLoadingMore} onClick={list.loadMore}>
          {t("older")}
        </Button>
      )}
    </section>
  );
}
