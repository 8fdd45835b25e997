import { Button, CloseButton, Menu } from "@mantine/core";
import {
  IconArchive,
  IconArrowBackUp,
  IconDots,
  IconForms,
  IconTag,
  IconTrash,
  IconUsersGroup,
} from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../../../i18n/format";
import { lazyPart } from "../../../ui/lazyPart";
import type { Selection } from "../../../ui/table/useSelection";
import { useMay } from "../../session/session";
import { countQuery } from "../api";
import { bulkFilter, type Question } from "../question";
import type { BulkKind } from "./BulkDialog";
import classes from "./SelectionBar.module.css";

const BulkDialog = lazyPart(() => import("./BulkDialog"), "BulkDialog");
interface Props {
  selection: Selection;
  question: Question;
  shown: string[];
  total: number | undefined;
  totalIsEstimate: boolean;
}

/** What can be done with the contacts that are selected: one by one, or all that the list matches. */
export function SelectionBar({ selection, question, shown, total, totalIsEstimate }: Props) {
  const { t } = useTranslation("contacts");
  const format = useFormat();
  const manages = useMay("manager");
  const [kind, setKind] = useState<BulkKind | null>(null);
  const filter = selection.all ? bulkFilter(question) : { contacts: [...selection.ids] };
  const count = useQuery({ ...countQuery(filter), enabled: selection.all });
  if (!selection.all && selection.ids.size === 0) return null;
  const selected = selection.all ? (count.data?.count ?? total ?? 0) : selection.ids.size;
  const offersAll =
    !selection.all && shown.length > 0 && selection.ids.size >= shown.length && (total ?? 0) > shown.length;
  const act = (icon: typeof IconTag, what: BulkKind) => {
    const Icon = icon;
    return (
      <Button variant="default" leftSection={<Icon size={14} />} onClick={() => setKind(what)}>
        {t(`bulk.${what}.verb`)}
      </Button>
    );
  };
  return (
    <div className={classes.bar} role="toolbar" aria-label={t("bulk.label")}>
      <CloseButton size="sm" onClick={selection.clear} aria-label={t("bulk.clear")} />
      <strong className="figures" aria-live="polite">
        {t("bulk.selected", { count: selected, number: format.number(selected) })}
      </strong>
      {offersAll && total !== undefined && (
        <Button variant="subtle" onClick={selection.selectAll}>
          {t(totalIsEstimate ? "bulk.allAbout" : "bulk.all", { number: format.number(total) })}
        </Button>
      )}
      <div className={classes.actions}>
        {question.deleted ? (
          manages && act(IconArrowBackUp, "restore")
        ) : (
          <>
            {act(IconTag, "tag")}
            {manages && act(IconUsersGroup, "add_to_audience")}
            {manages && act(IconForms, "set_field")}
            {manages && act(IconArchive, question.archived === "true" ? "unarchive" : "archive")}
            <Menu>
              <Menu.Target>
                <Button variant="default" aria-label={t("common:action.more")}>
                  <IconDots size={14} />
                </Button>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Item onClick={() => setKind("untag")}>{t("bulk.untag.verb")}</Menu.Item>
                {manages && (
                  <Menu.Item onClick={() => setKind("remove_from_audience")}>
                    {t("bulk.remove_from_audience.verb")}
                  </Menu.Item>
                )}
                {manages && (
                  <Menu.Item
                    color="red"
                    leftSection={<IconTrash size={14} />}
                    onClick={() => setKind("delete")}
                  >
                    {t("bulk.delete.verb")}
                  </Menu.Item>
                )}
              </Menu.Dropdown>
            </Menu>
          </>
        )}
      </div>
      {kind && (
        <BulkDialog kind={kind} filter={filter} onClose={() => setKind(null)} onStarted={selection.clear} />
      )}
    </div>
  );
}
