import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Page } from "../../ui/Page";
import { Tabs } from "../../ui/Tabs";
import { useMay } from "../session/session";

interface Props {
  note?: ReactNode;
  actions?: ReactNode;
  /** Search and filters, under the tabs. */
  bar?: ReactNode;
  fill?: boolean;
  narrow?: boolean;
  /** The tab's word, for the title of the browser's tab. */
  name: string;
  children: ReactNode;
}

/** The frame of the screens of privacy: one title, a tab for each. */
export function PrivacyFrame({ bar, name, ...rest }: Props) {
  const { t } = useTranslation("privacy");
  const manages = useMay("manager");
  const admin = useMay("admin");
  const tabs = [
    ...(manages ? [{ to: "/privacy", label: t("tabs.suppressions") }] : []),
    { to: "/privacy/consents", label: t("tabs.consents") },
    ...(admin
      ? [
          { to: "/privacy/erasure", label: t("tabs.erasure") },
          { to: "/privacy/retention", label: t("tabs.retention") },
          { to: "/privacy/audit-log", label: t("tabs.audit") },
        ]
      : []),
  ];
  return (
    <Page
      title={t("title")}
      name={name}
      bar={
        <>
          <Tabs tabs={tabs} label={t("title")} />
          {bar}
        </>
      }
      {...rest}
    />
  );
}
