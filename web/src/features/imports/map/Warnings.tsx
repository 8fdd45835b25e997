import { Alert, List } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { ImportSource } from "../../../api/schema";
import { useFormat } from "../../../i18n/format";

/** What is doubtful about the file, with the columns that it is about. */
export function Warnings({ source }: { source: ImportSource }) {
  const { t } = useTranslation("imports");
  const format = useFormat();
  // Whether there is a phone column is told beside the button, as the mapping stands on the screen.
  const shown = source.warnings.filter(({ code }) => code !== "noPhoneColumn");
  if (shown.length === 0) return null;
  return (
    <Alert color="yellow" variant="light" icon={<IconAlertTriangle size={16} />} title={t("warnings.title")}>
      <List size="sm" spacing={4}>
        {shown.map(({ code, columns }) => (
          <List.Item key={`${code} ${columns}`}>
            {t(`warnings.${code}`, {
              columns: format.list(columns.map((at) => t("quoted", { text: source.columns[at]?.header }))),
            })}
          </List.Item>
        ))}
      </List>
    </Alert>
  );
}
