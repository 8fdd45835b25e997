import { Anchor, Button } from "@mantine/core";
import { IconRefresh, IconShieldCheck } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { hides } from "../../api/errors";
import { Waiting } from "../../app/Waiting";
import { useFormat } from "../../i18n/format";
import { EmptyState } from "../../ui/EmptyState";
import { Moment } from "../../ui/Moment";
import { Problem } from "../../ui/Problem";
import { Section } from "../../ui/Section";
import { summaryQuery, useCountNow } from "./api";
import { QualityFrame } from "./QualityFrame";
import classes from "./QualityPage.module.css";
import { Line } from "./summary/Line";
import lines from "./summary/Lines.module.css";
import { addressOf, linesOf, PARTS, type Part, shareOf } from "./summary/lines";

/** How healthy the contacts are: each number with the contacts behind it and what can be done about them. */
export function Component() {
  const { t } = useTranslation("quality");
  const format = useFormat();
  const query = useQuery(summaryQuery);
  const { data: summary } = query;
  const counting = useCountNow();
  const all = summary?.items.find((one) => one.name === "contacts")?.count ?? 0;
  const callable = summary?.items.find((one) => one.name === "callable");
  return (
    <QualityFrame
      name={t("tabs.overview")}
      note={
        summary && (
          <>
            {t(summary.refreshing ? "summary.refreshing" : "summary.computed")}{" "}
            <Moment value={summary.computedAt} />
          </>
        )
      }
      actions={
        <Button
          variant="default"
          leftSection={<IconRefresh size={14} />}
          loading={counting.isPending}
          onClick={() => counting.mutate()}
        >
          {t("summary.countNow")}
        </Button>
      }
    >
      {hides(query) ? (
        <Problem error={query.error} onRetry={() => query.refetch()} />
      ) : !summary ? (
        <Waiting />
      ) : all === 0 ? (
        <EmptyState icon={IconShieldCheck} title={t("summary.empty")} text={t("summary.emptyText")}>
          <Button component={Link} to="/imports/new">
            {t("summary.import")}
          </Button>
        </EmptyState>
      ) : (
        <div className={classes.page}>
          {callable && (
            <p className={classes.lead}>
              <Anchor component={Link} to={addressOf(callable)} inherit>
                <strong className="figures">{format.number(callable.count)}</strong>
              </Anchor>{" "}
              <span className="quiet">
                {t("summary.callable", {
                  total: format.number(all),
                  share: format.percent(callable.count / all),
                })}
              </span>
            </p>
          )}
          {(Object.keys(PARTS) as Part[]).map((part) => (
            <Section key={part} title={t(`summary.part.${part}`)}>
              <ul className={lines.lines}>
                {linesOf(summary.items, part).map((item) => (
                  <Line key={item.name} item={item} share={shareOf(item, summary)} />
                ))}
              </ul>
            </Section>
          ))}
        </div>
      )}
    </QualityFrame>
  );
}
