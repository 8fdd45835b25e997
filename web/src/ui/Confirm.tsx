import { Button, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFocusBack } from "./useFocusBack";

interface Props {
  opened: boolean;
  onClose: () => void;
  onConfirm: () => void;
  title: string;
  /** What will happen, and whether it can be taken back. */
  children: ReactNode;
  /** The word on the button: what is done, never "OK". */
  action: string;
  danger?: boolean;
  busy?: boolean;
  /** Must be typed first, for what cannot be taken back; `orTyped` do as well, such as other forms of a number. */
  typed?: string;
  orTyped?: (string | null)[];
}

/** Without what numbers are grouped by: somebody who types one writes it as it is shown or as it is kept. */
const bare = (text: string) => text.replace(/[\s().\u2010-\u2015\u2066-\u2069-]/g, "");

/** Ask before what is not easily taken back. */
export function Confirm({
  opened,
  onClose,
  onConfirm,
  title,
  children,
  action,
  danger,
  busy,
  typed,
  orTyped = [],
}: Props) {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  useFocusBack(opened);
  return (
    <Modal opened={opened} onClose={onClose} title={title} onExitTransitionEnd={() => setText("")}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onConfirm();
        }}
      >
        <Stack gap="md">
          <Text component="div" size="sm">
            {children}
          </Text>
          {typed && (
            <TextInput
              label={t("confirm.type", { word: typed })}
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
              data-autofocus
              autoComplete="off"
            />
          )}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t("action.cancel")}
            </Button>
            <Button
              type="submit"
              color={danger ? "red" : undefined}
              loading={busy}
              disabled={
                typed !== undefined && ![typed, ...orTyped].some((one) => one && bare(one) === bare(text))
              }
              data-autofocus={typed ? undefined : true}
            >
              {action}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
