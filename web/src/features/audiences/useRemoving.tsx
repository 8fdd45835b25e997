import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Audience } from "../../api/schema";
import { notifyDone } from "../../ui/notify";
import { useDeleteAudience, useRestoreAudience } from "./api";

/** Delete an audience at once, with an undo. */
export function useRemoving(): (audience: Pick<Audience, "id" | "name">, then?: () => void) => void {
  const { t } = useTranslation("audiences");
  const deleting = useDeleteAudience();
  const restoring = useRestoreAudience();
  return ({ id, name }, then) =>
    deleting.mutate(id, {
      onSuccess: () => {
        notifyDone(
          t("deleted", { name }),
          <Button variant="subtle" size="compact-xs" onClick={() => restoring.mutate(id)}>
            {t("common:action.undo")}
          </Button>,
        );
        then?.();
      },
    });
}
