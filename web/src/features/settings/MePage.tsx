import { Button, Group, PasswordInput, Select, SimpleGrid, Stack, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { api, call } from "../../api/client";
import { queryClient } from "../../api/query";
import { changeLocale } from "../../i18n";
import { isLocale, LOCALE_NAMES, LOCALES } from "../../i18n/locale";
import { fieldErrors } from "../../ui/formErrors";
import { notifyDone, notifyError } from "../../ui/notify";
import { messageOf } from "../../ui/Problem";
import { Section } from "../../ui/Section";
import { sessionQuery, useSession } from "../session/session";
import { SessionsList } from "./SessionsList";
import { SettingsFrame } from "./SettingsFrame";
import { TwoStep } from "./TwoStep";

/** One's own name, language, password, second factor and sessions. */
export function Component() {
  const { t } = useTranslation("settings");
  return (
    <SettingsFrame name={t("tabs.me")} narrow>
      <Stack gap="md">
        <Profile />
        <Password />
        <TwoStep />
        <SessionsList />
      </Stack>
    </SettingsFrame>
  );
}

function Profile() {
  const { t, i18n } = useTranslation("settings");
  const { person } = useSession();
  const [name, setName] = useState(person.name);
  const saving = useMutation({
    mutationFn: () =>
      call(
        api.PATCH("/api/auth/me", {
          body: { name, ...(isLocale(i18n.language) && { locale: i18n.language }) },
        }),
      ),
    onSuccess: (session) => {
      queryClient.setQueryData(sessionQuery.queryKey, session);
      notifyDone(t("saved"));
    },
    onError: notifyError,
  });
  return (
    <Section title={t("me.profile")} note={<bdi className="ltr">{person.email}</bdi>}>
      <form
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          saving.mutate();
        }}
      >
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          <TextInput
            label={t("people.name")}
            autoComplete="name"
            required
            withAsterisk={false}
            value={name}
            error={fieldErrors(saving.error).name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Select
            label={t("common:shell.language")}
            data={LOCALES.map((value) => ({ value, label: LOCALE_NAMES[value] }))}
            value={i18n.language}
            onChange={(locale) => isLocale(locale) && changeLocale(locale)}
          />
        </SimpleGrid>
        <Button type="submit" mt="md" loading={saving.isPending}>
          {t("common:action.save")}
        </Button>
      </form>
    </Section>
  );
}

function Password() {
  const { t } = useTranslation("settings");
  const { person } = useSession();
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  const changing = useMutation({
    mutationFn: () => call(api.POST("/api/auth/password", { body: { current, new: next } })),
    onSuccess: () => {
      setCurrent("");
      setNext("");
      queryClient.invalidateQueries({ queryKey: ["session", "all"] });
      notifyDone(t("me.passwordChanged"));
    },
  });
  const errors = fieldErrors(changing.error);
  const general = changing.error && !Object.keys(errors).length ? messageOf(changing.error) : undefined;
  return (
    <Section title={t("me.password")}>
      <form
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          changing.mutate();
        }}
      >
        <input type="hidden" autoComplete="username" value={person.email} readOnly />
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          <PasswordInput
            label={t("me.current")}
            autoComplete="current-password"
            required
            withAsterisk={false}
            value={current}
            error={errors.current ?? general}
            onChange={(event) => setCurrent(event.currentTarget.value)}
          />
          <PasswordInput
            label={t("me.new")}
            autoComplete="new-password"
            required
            withAsterisk={false}
            value={next}
            error={errors.new}
            onChange={(event) => setNext(event.currentTarget.value)}
          />
        </SimpleGrid>
        <Group mt="md" gap="sm">
          <Button type="submit" variant="default" loading={changing.isPending}>
            {t("me.change")}
          </Button>
          <span className="quiet">{t("me.changeHint")}</span>
        </Group>
      </form>
    </Section>
  );
}
