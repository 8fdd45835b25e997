import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Page } from "../../ui/Page";
import { Tabs } from "../../ui/Tabs";
import { useMay } from "../session/session";

interface Props {
  name: string;
  note?: ReactNode;
  actions?: ReactNode;
  fill?: boolean;
  narrow?: boolean;
  children: ReactNode;
}

/** The frame of the settings: one title, a tab for each. */
export function SettingsFrame(props: Props) {
  const { t } = useTranslation("settings");
  const admin = useMay("admin");
  const tabs = [
    { to: "/settings", label: t("tabs.organization") },
    ...(admin
      ? [
          { to: "/settings/people", label: t("tabs.people") },
          { to: "/settings/api-keys", label: t("tabs.keys") },
        ]
      : []),
    { to: "/settings/me", label: t("tabs.me") },
  ];
  return <Page title={t("title")} bar={<Tabs tabs={tabs} label={t("title")} />} {...props} />;
}
