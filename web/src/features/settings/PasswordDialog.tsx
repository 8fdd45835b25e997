import { Button, Group, Modal, PasswordInput, Stack } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { messageOf } from "../../ui/Problem";

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
    <Modal opened onClose={onClose} title={title}>
      <form
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          doing.mutate(password);
        }}
      >
        <Stack gap="md">
          <PasswordInput
            label={t("me.current")}
            autoComplete="current-password"
            required
            withAsterisk={false}
            data-autofocus
            value={password}
            error={doing.error ? messageOf(doing.error, "") : undefined}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          <Group justify="flex-end">
            <Button type="submit" color={color} loading={doing.isPending}>
              {action}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
