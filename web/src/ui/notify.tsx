import { Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconAlertTriangle, IconCheck, IconInfoCircle } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { ApiError } from "../api/errors";
import { messageOf, RequestId } from "./Problem";

/** Tell that something was done; `action` may hold an undo button. */
export function notifyDone(message: string, action?: ReactNode): string {
  return notifications.show({
    message: action ? (
      <Stack gap={4} align="flex-start">
        <Text inherit>{message}</Text>
        {action}
      </Stack>
    ) : (
      message
    ),
    icon: <IconCheck size={16} />,
    color: "green",
    // Whoever wants to take it back needs the time to see what came of it.
    autoClose: action ? 30_000 : 4_000,
    withBorder: true,
  });
}

/** Tell what happened elsewhere; once at a time for each `id`. */
export function notifyNews(id: string, message: string): void {
  notifications.show({
    id,
    message,
    icon: <IconInfoCircle size={16} />,
    autoClose: 10_000,
    withBorder: true,
  });
}

/** Tell that something was done but for a part, and why. It stays until it is read. */
export function notifyPart(message: string): void {
  notifications.show({
    message,
    icon: <IconAlertTriangle size={16} />,
    color: "yellow",
    autoClose: false,
    withBorder: true,
  });
}

/** Tell that a request failed, with its id. For `onError` of mutations. */
export function notifyError(error: unknown): void {
  notifications.show({
    message: (
      <Stack gap={4}>
        <Text inherit>{messageOf(error)}</Text>
        {error instanceof ApiError && error.requestId && <RequestId id={error.requestId} />}
      </Stack>
    ),
    icon: <IconAlertTriangle size={16} />,
    color: "red",
    autoClose: 10_000,
    withBorder: true,
  });
}
