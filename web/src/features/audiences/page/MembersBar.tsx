import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Audience } from "../../../api/schema";
import { useFormat } from "../../../i18n/format";
import { notifyDone } from "../../../ui/notify";
import type { Selection } from "../../../ui/table/useSelection";
import { useMemberActions } from "../api";
import classes from "./MembersTab.module.css";

/** What can be done with the members that are selected. */
export function MembersBar({ audience, selection }: { audience: Audience; selection: Selection }) {
  const { t } = useTranslation("audiences");
  const format = useFormat();
  const { add, remove } = useMemberActions(audience.id);
  const count = selection.ids.size;
  if (count === 0) return null;
  const take = () => {
    const ids = [...selection.ids];
    remove.mutate(ids, {
      onSuccess: ({ removed }) => {
        selection.clear();
        notifyDone(
          t("removed", { count: removed, number: format.number(removed) }),
          <Button variant="subtle" size="compact-xs" onClick={() => add.mutate(ids)}>
            {t("common:action.undo")}
          </Button>,
        );
      },
    });
  };
  return (
    <section className={classes.selected} aria-label={t("selection")}>
      <span className="figures">{t("selected", { count, number: format.number(count) })}</span>
      <Button variant="default" loading={remove.isPending} onClick={take}>
        {t("takeOut")}
      </Button>
      <Button variant="subtle" color="gray" onClick={selection.clear}>
        {t("selectNothing")}
      </Button>
    </section>
  );
}
