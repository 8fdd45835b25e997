import { Anchor, Button, Pagination } from "@mantine/core";
import { IconArrowsJoin2 } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { parseAsInteger, useQueryState } from "nuqs";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Merge } from "../../api/schema";
import { useFormat } from "../../i18n/format";
import { EmptyState } from "../../ui/EmptyState";
import { Mark } from "../../ui/Mark";
import { Moment } from "../../ui/Moment";
import { type Column, DataTable } from "../../ui/table/DataTable";
import { wholeList } from "../../ui/table/wholeList";
import { useActorNames } from "../session/actorNames";
import { useMay } from "../session/session";
import { mergesQuery } from "./api";
import { QualityFrame } from "./QualityFrame";
import classes from "./SimilarNumber.module.css";
import { UnmergeDialog } from "./UnmergeDialog";

/** Every merge, the undone ones too; each can be taken back. */
export function Component() {
  const { t } = useTranslation("quality");
  const format = useFormat();
  const manages = useMay("manager");
  const [page, setPage] = useQueryState("page", parseAsInteger.withDefault(1));
  const query = useQuery(mergesQuery(page));
  const names = useActorNames(query.data?.data.map((merge) => merge.mergedBy) ?? []);
  const [undoing, setUndoing] = useState<Merge | null>(null);
  const meta = query.data?.meta;
  const unmerge = (merge: Merge) =>
    manages &&
    merge.unmergedAt === null && (
      <Button variant="subtle" size="compact-xs" onClick={() => setUndoing(merge)}>
        {t("merges.unmerge")}
      </Button>
    );
  const columns: Column<Merge>[] = [
    {
      key: "survivor",
      header: t("merges.survivor"),
      cell: (merge) => <Party id={merge.survivorId} party={merge.survivor} />,
    },
    {
      key: "loser",
      header: t("merges.loser"),
      width: 200,
      cell: (merge) => <Party id={merge.loserId} party={merge.loser} />,
    },
    { key: "moved", header: t("merges.moved"), width: 240, cell: (merge) => <Moved merge={merge} /> },
    {
      key: "by",
      header: t("merges.by"),
      width: 120,
      cell: (merge) => <bdi>{names.get(merge.mergedBy ?? "") ?? t(`actor.${merge.mergedByKind}`)}</bdi>,
    },
    {
      key: "mergedAt",
      header: t("merges.when"),
      width: 130,
      cell: (merge) => <Moment value={merge.mergedAt} />,
    },
    {
      key: "state",
      header: "",
      width: 116,
      cell: (merge) => (merge.unmergedAt ? <Mark tone="quiet">{t("merges.undone")}</Mark> : unmerge(merge)),
    },
  ];
  return (
    <QualityFrame
      name={t("tabs.merges")}
      note={meta && format.number(meta.total)}
      fill
      bar={
        meta &&
        meta.totalPages > 1 && (
          <Pagination
            size="sm"
            ms="auto"
            total={meta.totalPages}
            value={page}
            onChange={setPage}
            getControlProps={(control) => ({ "aria-label": t(`merges.page.${control}`) })}
          />
        )
      }
    >
      <DataTable
        label={t("tabs.merges")}
        list={wholeList(query, query.data?.data)}
        columns={columns}
        rowId={(merge) => merge.id}
        empty={
          <EmptyState icon={IconArrowsJoin2} title={t("merges.empty")} text={t("merges.emptyText")}>
            <Button component={Link} to="/quality/duplicates">
              {t("summary.review")}
            </Button>
          </EmptyState>
        }
        cardHeight={76}
        card={(merge) => (
          <>
            <Party id={merge.survivorId} party={merge.survivor} />
            <div className="quiet">
              {t("merges.loser")}: <Party id={merge.loserId} party={merge.loser} />
            </div>
          </>
        )}
      />
      {undoing && <UnmergeDialog merge={undoing} onClose={() => setUndoing(null)} />}
    </QualityFrame>
  );
}

function Party({ id, party }: { id: string; party: Merge["survivor"] }) {
  const { t } = useTranslation("quality");
  if (!party) return <span className="quiet">{t("review.gone")}</span>;
  return (
    <Anchor component={Link} to={`/contacts/${id}`} inherit className={classes.link}>
      <bdi className={party.displayName ? undefined : "ltr figures"}>
        {party.displayName ?? party.primaryPhone}
      </bdi>
    </Anchor>
  );
}

/** What went over, in words. */
function Moved({ merge }: { merge: Merge }) {
  const { t } = useTranslation("quality");
  const format = useFormat();
  const kinds = ["fields", "phones", "tags", "audiences", "calls", "consents"] as const;
  const parts = kinds.flatMap((kind) => {
    const count = merge.moved[kind] ?? 0;
    return count > 0 ? t(`moves.${kind}`, { count, number: format.number(count) }) : [];
  });
  return <span className="quiet">{parts.join(" · ") || "–"}</span>;
}
