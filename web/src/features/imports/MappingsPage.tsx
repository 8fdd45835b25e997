import { Button } from "@mantine/core";
import { IconMap2 } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { ImportMapping } from "../../api/schema";
import { useFormat } from "../../i18n/format";
import { Confirm } from "../../ui/Confirm";
import { EmptyState } from "../../ui/EmptyState";
import { Moment } from "../../ui/Moment";
import { type Column, DataTable } from "../../ui/table/DataTable";
import { wholeList } from "../../ui/table/wholeList";
import { mappingsQuery, useDeleteMapping } from "./api";
import { ImportsFrame } from "./ImportsFrame";

/** The mappings that were saved for files of the same source. */
export function Component() {
  const { t } = useTranslation("imports");
  const format = useFormat();
  const query = useQuery(mappingsQuery);
  const deleting = useDeleteMapping();
  const [asked, setAsked] = useState<ImportMapping | null>(null);
  const columns: Column<ImportMapping>[] = [
    { key: "name", header: t("mappings.name"), width: 220, cell: (one) => <bdi>{one.name}</bdi> },
    {
      key: "columns",
      header: t("mappings.columns"),
      cell: (one) => (
        <span className="quiet">
          {format.list(one.columns.filter((column) => column.field).map((column) => column.header))}
        </span>
      ),
    },
    {
      key: "updated",
      header: t("mappings.updated"),
      width: 150,
      cell: (one) => <Moment value={one.updatedAt} />,
    },
    {
      key: "delete",
      header: "",
      width: 100,
      cell: (one) => (
        <Button variant="subtle" color="gray" size="compact-xs" onClick={() => setAsked(one)}>
          {t("common:action.delete")}
        </Button>
      ),
    },
  ];
  return (
    <ImportsFrame name={t("mappings.title")}>
      <DataTable
        label={t("mappings.title")}
        list={wholeList(query, query.data?.data)}
        columns={columns}
        rowId={(one) => one.id}
        empty={
          <EmptyState icon={IconMap2} title={t("mappings.empty.title")} text={t("mappings.empty.text")}>
            <Button component={Link} to="/imports/new">
              {t("new")}
            </Button>
          </EmptyState>
        }
      />
      <Confirm
        opened={asked !== null}
        onClose={() => setAsked(null)}
        title={t("mappings.delete", { name: asked?.name })}
        action={t("common:action.delete")}
        danger
        busy={deleting.isPending}
        onConfirm={() => asked && deleting.mutate(asked.id, { onSettled: () => setAsked(null) })}
      >
        {t("mappings.deleteText")}
      </Confirm>
    </ImportsFrame>
  );
}
