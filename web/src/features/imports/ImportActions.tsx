import { ActionIcon, Menu } from "@mantine/core";
import { IconArrowBackUp, IconDots, IconDownload, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { downloadAddress } from "../../api/client";
import type { Import } from "../../api/schema";
import { DiscardImport } from "./DiscardImport";
import { canDiscard } from "./stage";
import { UndoImport } from "./UndoImport";

/** What can be done with an import of the history: fetch its rejected rows, undo it; forget one that has not run. */
export function ImportActions({ one }: { one: Import }) {
  const { t } = useTranslation("imports");
  const [asked, ask] = useState<"undo" | "discard" | null>(null);
  const undoable =
    ["completed", "cancelled", "failed"].includes(one.status) && one.counts.created + one.counts.updated > 0;
  const discardable = canDiscard(one);
  if (!undoable && !discardable && !one.rejects) return null;
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
            <Menu.Item
              component="a"
              href={downloadAddress(one.rejects)}
              download
              leftSection={<IconDownload size={14} />}
            >
              {t("history.rejects")}
            </Menu.Item>
          )}
          {undoable && (
            <Menu.Item leftSection={<IconArrowBackUp size={14} />} onClick={() => ask("undo")}>
              {t("undo.open")}
            </Menu.Item>
          )}
          {discardable && (
            <Menu.Item leftSection={<IconTrash size={14} />} onClick={() => ask("discard")}>
              {t("discard.open")}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {asked === "undo" && <UndoImport one={one} onClose={() => ask(null)} />}
      {asked === "discard" && <DiscardImport one={one} onClose={() => ask(null)} />}
    </>
  );
}
