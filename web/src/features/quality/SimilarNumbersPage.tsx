import { Button, Select } from "@mantine/core";
import { IconDownload, IconNumbers } from "@tabler/icons-react";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { downloadAddress } from "../../api/client";
import type { SimilarNumbers } from "../../api/schema";
import { useFormat } from "../../i18n/format";
import { EmptyState } from "../../ui/EmptyState";
import { type Column, DataTable } from "../../ui/table/DataTable";
import { useMay } from "../session/session";
import { SIMILAR_KINDS, useSimilarNumbers } from "./api";
import { MergeDialog } from "./MergeDialog";
import { QualityFrame } from "./QualityFrame";
import { SimilarNumber } from "./SimilarNumber";
import { difference } from "./similar";

const shown = (row: SimilarNumbers, side: "left" | "right") => (
  <SimilarNumber
    holder={row[side]}
    pieces={difference(row.left.phoneKey, row.right.phoneKey)[side === "left" ? 0 : 1]}
  />
);

/** Numbers that differ so little that one may be a slip of the other. */
export function Component() {
  const { t } = useTranslation("quality");
  const format = useFormat();
  const manages = useMay("manager");
  const [kind, setKind] = useQueryState("kind", parseAsStringLiteral(SIMILAR_KINDS));
  const list = useSimilarNumbers(kind);
  const [merging, setMerging] = useState<SimilarNumbers | null>(null);
  const columns: Column<SimilarNumbers>[] = [
    { key: "left", header: t("similar.one"), width: 340, cell: (row) => shown(row, "left") },
    { key: "right", header: t("similar.other"), cell: (row) => shown(row, "right") },
    { key: "kind", header: t("similar.kind"), width: 220, cell: (row) => t(`similar.kinds.${row.kind}`) },
    {
      key: "merge",
      header: "",
      width: 100,
      cell: (row) =>
        manages && (
          <Button variant="subtle" size="compact-xs" onClick={() => setMerging(row)}>
            {t("similar.merge")}
          </Button>
        ),
    },
  ];
  return (
    <QualityFrame
      name={t("tabs.similar")}
      note={list.total === undefined ? undefined : format.number(list.total)}
      fill
      actions={
        manages && (
          <Button
            variant="default"
            component="a"
            href={downloadAddress("/api/duplicates/similar-numbers/export", { kind })}
            download
            leftSection={<IconDownload size={14} />}
          >
            {t("common:action.export")}
          </Button>
        )
      }
      bar={
        <Select
          size="xs"
          w={240}
          ms="auto"
          aria-label={t("similar.kind")}
          placeholder={t("similar.all")}
          clearable
          data={SIMILAR_KINDS.map((value) => ({ value, label: t(`similar.kinds.${value}`) }))}
          value={kind}
          onChange={(value) => setKind(value as (typeof SIMILAR_KINDS)[number] | null)}
        />
      }
    >
      <DataTable
        label={t("tabs.similar")}
        list={list}
        columns={columns}
        rowId={(row) => `${row.left.id}.${row.right.id}`}
        empty={
          <EmptyState icon={IconNumbers} title={t("similar.empty")} text={t("similar.emptyText")}>
            <Button variant="default" component={Link} to="/quality/duplicates">
              {t("similar.toScan")}
            </Button>
          </EmptyState>
        }
        cardHeight={92}
        card={(row) => (
          <>
            <div>{shown(row, "left")}</div>
            <div>{shown(row, "right")}</div>
            <div className="quiet">{t(`similar.kinds.${row.kind}`)}</div>
          </>
        )}
      />
      {merging && (
        <MergeDialog
          opened
          leftId={merging.left.id}
          rightId={merging.right.id}
          onClose={() => setMerging(null)}
          onMerged={() => setMerging(null)}
        />
      )}
    </QualityFrame>
  );
}
