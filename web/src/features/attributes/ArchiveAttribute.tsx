import { Anchor, List, Loader } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Attribute } from "../../api/schema";
import { useFormat } from "../../i18n/format";
import { Confirm } from "../../ui/Confirm";
import { notifyDone, notifyError } from "../../ui/notify";
import { attributeUsageQuery, useArchiveAttribute } from "./api";

/** Ask before an attribute is archived: how many contacts hold a value, who some of them are, and which audiences need it. */
export function ArchiveAttribute({ attribute, onClose }: { attribute: Attribute; onClose: () => void }) {
  const { t } = useTranslation("attributes");
  const format = useFormat();
  const usage = useQuery(attributeUsageQuery(attribute.id));
  const archiving = useArchiveAttribute();
  return (
    <Confirm
      opened
      onClose={onClose}
      title={t("archive.title", { name: attribute.displayName })}
      action={t("archive.action")}
      busy={archiving.isPending}
      onConfirm={() =>
        archiving.mutate(attribute.id, {
          onSuccess: () => {
            onClose();
            notifyDone(t("archive.done", { name: attribute.displayName }));
          },
          onError: notifyError,
        })
      }
    >
      {usage.data ? (
        <>
          {t("archive.usage", {
            count: usage.data.contactCount,
            number: format.number(usage.data.contactCount),
          })}{" "}
          {t("archive.text")}
          {usage.data.sample.length > 0 && (
            <List size="sm" mt={6}>
              {usage.data.sample.slice(0, 5).map((holder) => (
                <List.Item key={holder.contactId}>
                  <Anchor component={Link} to={`/contacts/${holder.contactId}`} inherit>
                    <bdi>{holder.fullName ?? holder.primaryPhone}</bdi>
                  </Anchor>
                </List.Item>
              ))}
            </List>
          )}
          {usage.data.audiences.length > 0 && (
            <>
              <br />
              {t("archive.audiences")}
              <List size="sm" mt={4}>
                {usage.data.audiences.map((audience) => (
                  <List.Item key={audience.id}>
                    <Anchor component={Link} to={`/audiences/${audience.id}`} inherit>
                      <bdi>{audience.name}</bdi>
                    </Anchor>
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
