import { Button, Code, Group, List, Modal, PasswordInput, Stack, Text, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { api, call } from "../../api/client";
import { queryClient } from "../../api/query";
import { Mark } from "../../ui/Mark";
import { notifyDone, notifyError } from "../../ui/notify";
import { messageOf } from "../../ui/Problem";
import { Section } from "../../ui/Section";
import { sessionQuery, useSession } from "../session/session";

const refresh = () => queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey });

/** Two-step sign-in by an authenticator app (TOTP, RFC 6238): set up, recovery codes once, turned off with the password. */
export function TwoStep() {
  const { t } = useTranslation("settings");
  const { person } = useSession();
  const [removing, setRemoving] = useState(false);
  const beginning = useMutation({
    mutationFn: () => call(api.POST("/api/auth/totp/begin")),
    onError: notifyError,
  });
  return (
    <Section
      title={t("twoStep.title")}
      note={
        <Mark tone={person.totp ? "good" : "quiet"}>{t(person.totp ? "twoStep.on" : "twoStep.off")}</Mark>
      }
    >
      <Text size="sm" mb="sm">
        {t("twoStep.text")}
      </Text>
      {person.totp ? (
        <Button variant="default" onClick={() => setRemoving(true)}>
          {t("twoStep.remove")}
        </Button>
      ) : (
        <Button variant="default" loading={beginning.isPending} onClick={() => beginning.mutate()}>
          {t("twoStep.setUp")}
        </Button>
      )}
      {beginning.data && <SetUp secret={beginning.data} onClose={beginning.reset} />}
      {removing && <Remove onClose={() => setRemoving(false)} />}
    </Section>
  );
}

function SetUp({ secret, onClose }: { secret: { secret: string; qr: string }; onClose: () => void }) {
  const { t } = useTranslation("settings");
  const [code, setCode] = useState("");
  const confirming = useMutation({
    mutationFn: () => call(api.POST("/api/auth/totp/confirm", { body: { code } })),
  });
  const codes = confirming.data?.recoveryCodes;
  const close = () => {
    onClose();
    if (codes) refresh();
  };
  return (
    <Modal opened onClose={close} title={t("twoStep.title")} closeOnClickOutside={false}>
      {codes ? (
        <Stack gap="md">
          <Text size="sm">{t("twoStep.codes")}</Text>
          <List listStyleType="none" className="ltr" size="sm">
            {codes.map((one) => (
              <List.Item key={one}>
                <Code>{one}</Code>
              </List.Item>
            ))}
          </List>
          <Group justify="flex-end">
            <Button onClick={close}>{t("twoStep.kept")}</Button>
          </Group>
        </Stack>
      ) : (
        <form
          onSubmit={(event: FormEvent) => {
            event.preventDefault();
            confirming.mutate();
          }}
        >
          <Stack gap="md">
            <Text size="sm">{t("twoStep.scan")}</Text>
            <img
              src={`data:image/svg+xml;base64,${btoa(secret.qr)}`}
              alt={t("twoStep.qr")}
              width={180}
              height={180}
              style={{ alignSelf: "center", background: "#fff", padding: 8, borderRadius: 8 }}
            />
            <Text size="xs" c="dimmed">
              {t("twoStep.byHand")} <Code className="ltr">{secret.secret}</Code>
            </Text>
            <TextInput
              label={t("twoStep.code")}
              autoComplete="one-time-code"
              inputMode="numeric"
              required
              withAsterisk={false}
              data-autofocus
              value={code}
              error={confirming.error ? messageOf(confirming.error, "") : undefined}
              onChange={(event) => setCode(event.currentTarget.value)}
            />
            <Group justify="flex-end">
              <Button type="submit" loading={confirming.isPending}>
                {t("twoStep.turnOn")}
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Modal>
  );
}

function Remove({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("settings");
  const [password, setPassword] = useState("");
  const removing = useMutation({
    mutationFn: () => call(api.POST("/api/auth/totp/remove", { body: { password } })),
    onSuccess: () => {
      refresh();
      onClose();
      notifyDone(t("twoStep.removed"));
    },
  });
  return (
    <Modal opened onClose={onClose} title={t("twoStep.remove")}>
      <form
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          removing.mutate();
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
            error={removing.error ? messageOf(removing.error, "") : undefined}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          <Group justify="flex-end">
            <Button type="submit" color="red" loading={removing.isPending}>
              {t("twoStep.remove")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
