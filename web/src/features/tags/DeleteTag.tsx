import { List, Loader } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Tag } from "../../api/schema";
import { useFormat } from "../../i18n/format";
import { Confirm } from "../../ui/Confirm";
import { notifyDone, notifyError } from "../../ui/notify";
import { tagUsageQuery, useDeleteTag } from "./api";

/** Ask before a tag is deleted, telling what uses it. */
export function DeleteTag({ tag, onClose }: { tag: Tag; onClose: () => void }) {
  const { t } = useTranslation("tags");
  const format = useFormat();
  const usage = useQuery(tagUsageQuery(tag.id));
  const deleting = useDeleteTag();
  return (
    <Confirm
      opened
      danger
      onClose={onClose}
      title={t("delete.title", { name: tag.name })}
      action={t("common:action.delete")}
      busy={deleting.isPending}
      onConfirm={() =>
        deleting.mutate(tag.id, {
          onSuccess: () => {
            onClose();
            notifyDone(t("delete.done", { name: tag.name }));
          },
          onError: notifyError,
        })
      }
    >
      {usage.data ? (
        <>
          {t("delete.contacts", {
            count: usage.data.contactCount,
            number: format.number(usage.data.contactCount),
          })}
          {usage.data.audiences.length > 0 && (
            <>
              {" "}
              {t("delete.audiences")}
              <List size="sm" mt={4}>
                {usage.data.audiences.map((audience) => (
                  <List.Item key={audience.id}>
                    <bdi>{audience.name}</bdi>
                  </List.Item>
                ))}
              </List>
            </>
          )}
        </>
      ) : (
        <Loader size="xs" />
      )}
    </Confirm>
  );
}
