import { Button, Menu } from "@mantine/core";
import { IconDots, IconFileText } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ContactDetails } from "../../../api/schema";
import { notifyDone } from "../../../ui/notify";
import { subjectAddress } from "../../privacy/api";
import { useMay } from "../../session/session";
import { useContactActions } from "./api";
import { EraseContact } from "./EraseContact";
import { MergeWith } from "./MergeWith";

/** What can be done with the whole contact; what can be taken back is done at once, with an undo. */
export function ContactMenu({ contact }: { contact: ContactDetails }) {
  const { t } = useTranslation("contact");
  const manages = useMay("manager");
  const admin = useMay("admin");
  const { archive, unarchive, remove, restore } = useContactActions(contact.id);
  const [erasing, setErasing] = useState(false);
  const [merging, setMerging] = useState(false);
  const undoable = (done: string, undo: () => void) =>
    notifyDone(
      done,
      <Button variant="subtle" size="compact-xs" onClick={undo}>
        {t("common:action.undo")}
      </Button>,
    );
  const subject = (format: "json" | "html") => subjectAddress(contact.primaryPhone, format);
  const alive = contact.deletedAt === null;
  return (
    <>
      {alive ? (
        manages && (
          <Button
            variant="default"
            onClick={() =>
              contact.archivedAt
                ? unarchive.mutate()
                : archive.mutate(undefined, {
                    onSuccess: () => undoable(t("archived"), () => unarchive.mutate()),
                  })
            }
          >
            {contact.archivedAt ? t("unarchive") : t("archive")}
          </Button>
        )
      ) : (
        <Button onClick={() => restore.mutate()}>{t("common:action.restore")}</Button>
      )}
      <Menu width={240}>
        <Menu.Target>
          <Button variant="default" aria-label={t("common:action.more")}>
            <IconDots size={14} />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {alive && manages && <Menu.Item onClick={() => setMerging(true)}>{t("merge")}</Menu.Item>}
          {admin && (
            <>
              <Menu.Item
                component="a"
                href={subject("html")}
                download
                leftSection={<IconFileText size={14} />}
              >
                {t("subjectHtml")}
              </Menu.Item>
              <Menu.Item
                component="a"
                href={subject("json")}
                download
                leftSection={<IconFileText size={14} />}
              >
                {t("subjectJson")}
              </Menu.Item>
            </>
          )}
          {alive && (
            <Menu.Item
              color="red"
              onClick={() =>
                remove.mutate(undefined, { onSuccess: () => undoable(t("deleted"), () => restore.mutate()) })
              }
            >
              {t("common:action.delete")}
            </Menu.Item>
          )}
          {admin && (
            <Menu.Item color="red" onClick={() => setErasing(true)}>
              {t("privacy:erase.action")}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {erasing && <EraseContact contact={contact} onClose={() => setErasing(false)} />}
      {merging && <MergeWith contact={contact} onClose={() => setMerging(false)} />}
    </>
  );
}
