import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Merge } from "../../api/schema";
import { useFormat } from "../../i18n/format";
import { Confirm } from "../../ui/Confirm";
import { notifyDone } from "../../ui/notify";
import { attributesQuery } from "../attributes/api";
import { useUnmerge } from "./api";

/** What an unmerge restores, before it is done; afterwards what stayed because it was changed since. */
export function UnmergeDialog({ merge, onClose }: { merge: Merge; onClose: () => void }) {
  const { t } = useTranslation(["quality", "contact"]);
  const format = useFormat();
  const { data: attributes } = useQuery(attributesQuery);
  const undoing = useUnmerge();
  const nameOf = (field: string) =>
    attributes?.find((one) => `customAttributes.${one.name}` === field)?.displayName ??
    t(`contact:field.${field}`, { defaultValue: t(`moves.kind.${field}`, { defaultValue: field }) });
  const name = (party: Merge["loser"]) => `\u2068${party?.displayName ?? party?.primaryPhone ?? "–"}\u2069`;
  const names = { survivor: name(merge.survivor), loser: name(merge.loser) };
  return (
    <Confirm
      opened
      onClose={onClose}
      title={t("unmerge.title")}
      action={t("unmerge.action")}
      busy={undoing.isPending}
      onConfirm={() =>
        undoing.mutate(merge.id, {
          onSuccess: ({ keptBecauseChanged: kept }) => {
            onClose();
            notifyDone(
              kept.length === 0
                ? t("unmerge.done", names)
                : t("unmerge.kept", { fields: format.list(kept.map(nameOf)) }),
            );
          },
        })
      }
    >
      <p>{t("unmerge.restores", names)}</p>
      <p>{t("unmerge.stays")}</p>
    </Confirm>
  );
}
