import { Button, Group } from "@mantine/core";
import { useTranslation } from "react-i18next";

export interface FormActionsProps {
  onCancel: () => void;
  busy: boolean;
  /** What the button says that sends the form; "Save" as a rule. */
  action?: string;
  color?: string;
  disabled?: boolean;
}

/** The end of a form in a dialog: leave it, or send it. */
export function FormActions({ onCancel, busy, action, color, disabled }: FormActionsProps) {
  const { t } = useTranslation();
  return (
    <Group justify="flex-end" gap="xs">
      <Button variant="default" onClick={onCancel}>
        {t("action.cancel")}
      </Button>
      <Button type="submit" color={color} disabled={disabled} loading={busy}>
        {action ?? t("action.save")}
      </Button>
    </Group>
  );
}
