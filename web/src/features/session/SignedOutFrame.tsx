import { SegmentedControl } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { changeLocale } from "../../i18n";
import { isLocale, LOCALE_NAMES, LOCALES } from "../../i18n/locale";
import classes from "./SignedOutFrame.module.css";

/** What stands around the forms of somebody who is not signed in. */
export function SignedOutFrame({
  title,
  text,
  children,
}: {
  title: string;
  text?: ReactNode;
  children: ReactNode;
}) {
  const { t, i18n } = useTranslation("session");
  return (
    <main className={classes.frame}>
      <div className={classes.card}>
        <img src="/icon.svg" alt="" width={36} height={36} />
        <h1 className={classes.title}>{title}</h1>
        {text && <p className={classes.text}>{text}</p>}
        {children}
      </div>
      <SegmentedControl
        size="xs"
        aria-label={t("language")}
        value={i18n.language}
        onChange={(locale) => isLocale(locale) && changeLocale(locale)}
        data={LOCALES.map((value) => ({ value, label: LOCALE_NAMES[value] }))}
      />
    </main>
  );
}
