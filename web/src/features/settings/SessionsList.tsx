import { Button, Table } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, call } from "../../api/client";
import { queryClient } from "../../api/query";
import { Mark } from "../../ui/Mark";
import { Moment } from "../../ui/Moment";
import { notifyError } from "../../ui/notify";
import { Section } from "../../ui/Section";
import { sessionQuery } from "../session/session";
import { sessionsQuery } from "./api";
import { deviceOf } from "./device";

/** Where one is signed in, and ending it. */
export function SessionsList() {
  const { t } = useTranslation("settings");
  const { data: sessions } = useQuery(sessionsQuery);
  const ending = useMutation({
    mutationFn: (id: string) => call(api.DELETE("/api/auth/sessions/{id}", { params: { path: { id } } })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: sessionsQuery.queryKey }),
    onError: notifyError,
  });
  const leaving = useMutation({
    mutationFn: () => call(api.POST("/api/auth/sign-out-everywhere")),
    onSuccess: () => queryClient.setQueryData(sessionQuery.queryKey, null),
    onError: notifyError,
  });
  return (
    <Section
      title={t("sessions.title")}
      actions={
        <Button
          variant="default"
          size="compact-xs"
          loading={leaving.isPending}
          onClick={() => leaving.mutate()}
        >
          {t("sessions.everywhere")}
        </Button>
      }
    >
      <Table aria-label={t("sessions.title")}>
        <Table.Tbody>
          {sessions?.map((session) => (
            <Table.Tr key={session.id}>
              <Table.Td>{deviceOf(session.userAgent) ?? t("sessions.unknown")}</Table.Td>
              <Table.Td>
                <bdi className="ltr quiet">{session.address}</bdi>
              </Table.Td>
              <Table.Td>
                {session.current ? (
                  <Mark tone="good">{t("sessions.here")}</Mark>
                ) : (
                  <Moment value={session.lastSeenAt} />
                )}
              </Table.Td>
              <Table.Td ta="end">
                {!session.current && (
                  <Button variant="subtle" size="compact-xs" onClick={() => ending.mutate(session.id)}>
                    {t("sessions.end")}
                  </Button>
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Section>
  );
}
