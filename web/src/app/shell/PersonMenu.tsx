import { Menu, SegmentedControl, useMantineColorScheme } from "@mantine/core";
import { IconDeviceDesktop, IconLogout, IconMoon, IconSun, IconUser } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import { api, call } from "../../api/client";
import { queryClient } from "../../api/query";
import { sessionQuery, useSession } from "../../features/session/session";
import { changeLocale } from "../../i18n";
import { isLocale, LOCALE_NAMES, LOCALES, type Locale } from "../../i18n/locale";
import { notifyError } from "../../ui/notify";
import classes from "./SideBar.module.css";

const SCHEMES = [
  { value: "light", icon: IconSun },
  { value: "auto", icon: IconDeviceDesktop },
  { value: "dark", icon: IconMoon },
] as const;

/** The signed-in person: profile, language, colours, sign-out. */
export function PersonMenu() {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const { person, role } = useSession();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const leaving = useMutation({
    mutationFn: () => call(api.POST("/api/auth/sign-out")),
    onSuccess: () => {
      queryClient.clear();
      navigate("/sign-in");
    },
    onError: notifyError,
  });
  const speak = (locale: Locale) => {
    changeLocale(locale);
    // For the other devices of this person too.
    call(api.PATCH("/api/auth/me", { body: { locale } })).then(
      () => queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey }),
      notifyError,
    );
  };
  const name = person.name || person.email;
  return (
    <Menu width={240} position="top-start" closeOnItemClick={false}>
      <Menu.Target>
        <button type="button" className={classes.button} aria-label={t("shell.person", { name })}>
          <span
            className={`${classes.tile} ${classes.round}`}
            data-letter={name.slice(0, 1).toLocaleUpperCase()}
            aria-hidden
          />
          <span className={classes.name}>{name}</span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {person.email} · {t(`role.${role}`)}
        </Menu.Label>
        <Menu.Item component={Link} to="/settings/me" leftSection={<IconUser size={14} />} closeMenuOnClick>
          {t("shell.profile")}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>{t("shell.language")}</Menu.Label>
        <SegmentedControl
          fullWidth
          aria-label={t("shell.language")}
          value={i18n.language}
          onChange={(locale) => isLocale(locale) && speak(locale)}
          data={LOCALES.map((value) => ({ value, label: LOCALE_NAMES[value] }))}
        />
        <Menu.Label>{t("shell.colours")}</Menu.Label>
        <SegmentedControl
          fullWidth
          aria-label={t("shell.colours")}
          value={colorScheme}
          onChange={(scheme) => setColorScheme(scheme as "light" | "dark" | "auto")}
          data={SCHEMES.map(({ value, icon: Icon }) => ({
            value,
            label: <Icon size={14} role="img" aria-label={t(`shell.scheme.${value}`)} />,
          }))}
        />
        <Menu.Divider mt={6} />
        <Menu.Item leftSection={<IconLogout size={14} />} onClick={() => leaving.mutate()} closeMenuOnClick>
          {t("shell.signOut")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
