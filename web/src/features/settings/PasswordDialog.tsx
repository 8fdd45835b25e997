import { PasswordInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { FormDialog } from "../../ui/FormDialog";

type Props = {
  title: string;
  /** What the button says. */
  action: string;
  color?: string;
  /** Does it; throws what the server refuses. */
  onPassword: (password: string) => Promise<void>;
  onClose: () => void;
};

/** Asks for one's own password before something that an open session alone must not do. */
export function PasswordDialog({ title, action, color, onPassword, onClose }: Props) {
  const { t } = useTranslation("settings");
  const [password, setPassword] = useState("");
  const doing = useMutation({ mutationFn: onPassword, onSuccess: onClose });
  return (
    <FormDialog
      title={title}
      sending={doing}
      action={action}
      color={color}
      onSubmit={() => doing.mutate(password)}
      onClose={onClose}
    >
      {(errorOf) => (
        <PasswordInput
          label={t("me.current")}
          autoComplete="current-password"
          required
          withAsterisk={false}
          data-autofocus
          value={password}
          error={errorOf("password")}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
      )}
    </FormDialog>
  );
}
