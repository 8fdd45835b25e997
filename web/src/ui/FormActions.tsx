import { Button, Group } from "@mantine/core";
import { useTranslation } from "react-i18next";

/** The end of a form in a dialog: leave it, or save. */
export function FormActions({ onCancel, busy }: { onCancel: () => void; busy: boolean }) {
  const { t } = useTranslation();
  return (
    <Group justify="flex-end" gap="xs">
      <Button variant="default" onClick={onCancel}>
        {t("action.cancel")}
      </Button>
      <Button type="submit" loading={busy}>
        {t("action.save")}
      </Button>
    </Group>
  );
}
