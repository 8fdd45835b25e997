import { Anchor, Box } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import type { Import } from "../../api/schema";
import { useFormat } from "../../i18n/format";
import { Mark } from "../../ui/Mark";
import { Moment } from "../../ui/Moment";
import { type Column, DataTable } from "../../ui/table/DataTable";
import { useImports } from "./api";
import { DropZone } from "./DropZone";
import { ImportActions } from "./ImportActions";
import { ImportsFrame } from "./ImportsFrame";
import { OutcomeBar } from "./OutcomeBar";
import { STATUS_TONES } from "./status";
import { Uploading } from "./Uploading";

/** All imports, newest first, and what came of each. */
export function Component() {
  const { t } = useTranslation("imports");
  const format = useFormat();
  const navigate = useNavigate();
  const list = useImports();
  const [file, setFile] = useState<File | null>(null);
  const columns: Column<Import>[] = [
    { key: "file", header: t("history.file"), cell: (one) => <bdi>{one.filename}</bdi> },
    {
      key: "status",
      header: t("history.status"),
      width: 140,
      cell: (one) => <Mark tone={STATUS_TONES[one.status]}>{t(`status.${one.status}`)}</Mark>,
    },
    {
      key: "rows",
      header: t("outcome.rows"),
      width: 90,
      align: "end",
      cell: (one) => {
        const rows = one.counts.rows || one.preview?.rows || one.rowsTotal;
        return rows ? format.number(rows) : <span className="quiet">–</span>;
      },
    },
    {
      key: "outcome",
      header: t("history.outcome"),
      width: 230,
      cell: (one) => (one.counts.rows > 0 ? <Outcome one={one} /> : <span className="quiet">–</span>),
    },
    {
      key: "by",
      header: t("facts.by"),
      width: 150,
      cell: (one) => <bdi>{one.createdByName ?? t(`byKind.${one.createdByKind}`)}</bdi>,
    },
    { key: "when", header: t("history.when"), width: 130, cell: (one) => <Moment value={one.createdAt} /> },
    { key: "actions", header: "", width: 50, cell: (one) => <ImportActions one={one} /> },
  ];
  const open = (one: Import) => navigate(`/imports/${one.id}`);
  if (file)
    return (
      <ImportsFrame name={t("title")}>
        <Box p="lg">
          <Uploading file={file} onStop={() => setFile(null)} />
        </Box>
      </ImportsFrame>
    );
  return (
    <ImportsFrame name={t("title")} note={list.total === undefined ? undefined : format.number(list.total)}>
      <DataTable
        label={t("history.title")}
        list={list}
        columns={columns}
        rowId={(one) => one.id}
        onOpen={open}
        empty={
          <Box p="lg">
            <DropZone onFile={setFile} />
          </Box>
        }
        cardHeight={76}
        card={(one) => (
          <>
            <Anchor component="span" inherit>
              <bdi>{one.filename}</bdi>
            </Anchor>
            <div className="quiet">
              <Mark tone={STATUS_TONES[one.status]}>{t(`status.${one.status}`)}</Mark> ·{" "}
              <Moment value={one.createdAt} />
            </div>
            {one.counts.rows > 0 && <OutcomeBar counts={one.counts} />}
          </>
        )}
      />
    </ImportsFrame>
  );
}

function Outcome({ one }: { one: Import }) {
  const { t } = useTranslation("imports");
  const format = useFormat();
  const { created, updated, rejected } = one.counts;
  return (
    <Box>
      <OutcomeBar counts={one.counts} />
      <Box fz="0.6875rem" lh={1.3} mt={2} className="quiet figures">
        {t("history.counts", {
          created: format.number(created),
          updated: format.number(updated),
          rejected: format.number(rejected),
        })}
      </Box>
    </Box>
  );
}
