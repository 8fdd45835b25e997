import { ActionIcon, Menu } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconArrowBackUp, IconDots, IconDownload } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Import } from "../../api/schema";
import { UndoImport } from "./UndoImport";

/** What can be done with an import of the history: fetch its rejected rows, undo it. */
export function ImportActions({ one }: { one: Import }) {
  const { t } = useTranslation("imports");
  const [undoing, undo] = useDisclosure(false);
  const undoable =
    ["completed", "cancelled", "failed"].includes(one.status) && one.counts.created + one.counts.updated > 0;
  if (!undoable && !one.rejects) return null;
  return (
    <>
      <Menu>
        <Menu.Target>
          <ActionIcon aria-label={t("history.actions", { file: one.filename })}>
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {one.rejects && (
            <Menu.Item component="a" href={one.rejects} download leftSection={<IconDownload size={14} />}>
              {t("history.rejects")}
            </Menu.Item>
          )}
          {undoable && (
            <Menu.Item leftSection={<IconArrowBackUp size={14} />} onClick={undo.open}>
              {t("undo.open")}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {undoing && <UndoImport one={one} onClose={undo.close} />}
    </>
  );
}
