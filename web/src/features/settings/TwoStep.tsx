import { Button, Code, Group, List, Stack, Text, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { api, call } from "../../api/client";
import { queryClient } from "../../api/query";
import type { TotpSecret } from "../../api/schema";
import { Dialog } from "../../ui/Dialog";
import { Mark } from "../../ui/Mark";
import { notifyDone } from "../../ui/notify";
import { messageOf } from "../../ui/Problem";
import { Section } from "../../ui/Section";
import { sessionQuery, useSession } from "../session/session";
import { PasswordDialog } from "./PasswordDialog";

const refresh = () => queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey });

/** Two-step sign-in by an authenticator app (TOTP, RFC 6238): set up, recovery codes once, turned off with the password. */
export function TwoStep() {
  const { t } = useTranslation("settings");
  const { person } = useSession();
  const [asking, setAsking] = useState(false);
  const [secret, setSecret] = useState<TotpSecret | null>(null);
  const begin = async (password: string) => {
    setSecret(await call(api.POST("/api/auth/totp/begin", { body: { password } })));
  };
  const remove = async (password: string) => {
    await call(api.POST("/api/auth/totp/remove", { body: { password } }));
    refresh();
    notifyDone(t("twoStep.removed"));
  };
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
      <Button variant="default" onClick={() => setAsking(true)}>
        {t(person.totp ? "twoStep.remove" : "twoStep.setUp")}
      </Button>
      {asking && (
        <PasswordDialog
          title={t("twoStep.title")}
          action={t(person.totp ? "twoStep.remove" : "twoStep.setUp")}
          color={person.totp ? "red" : undefined}
          onPassword={person.totp ? remove : begin}
          onClose={() => setAsking(false)}
        />
      )}
      {secret && <SetUp secret={secret} onClose={() => setSecret(null)} />}
    </Section>
  );
}

function SetUp({ secret, onClose }: { secret: TotpSecret; onClose: () => void }) {
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
    <Dialog onClose={close} title={t("twoStep.title")} closeOnClickOutside={false}>
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
              error={confirming.error ? messageOf(confirming.error) : undefined}
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
    </Dialog>
  );
}
