import { Group, Stack, Text } from "@mantine/core";
import type { Icon } from "@tabler/icons-react";
import type { ReactNode } from "react";

interface Props {
  icon: Icon;
  title: string;
  /** What this place is for and what to do next. */
  text?: ReactNode;
  /** Buttons for the next step. */
  children?: ReactNode;
}

/** A place with nothing in it teaches the next step. */
export function EmptyState({ icon: Icon, title, text, children }: Props) {
  return (
    <Stack align="center" justify="center" gap="xs" px="md" py={56}>
      <Icon size={30} stroke={1.3} color="var(--text-quiet)" aria-hidden />
      <Text fw={600}>{title}</Text>
      {text && (
        <Text c="dimmed" ta="center" maw={440}>
          {text}
        </Text>
      )}
      {children && (
        <Group gap="xs" mt="xs" justify="center">
          {children}
        </Group>
      )}
    </Stack>
  );
}
