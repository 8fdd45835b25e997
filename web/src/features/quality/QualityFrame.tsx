import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Page } from "../../ui/Page";
import { Tabs } from "../../ui/Tabs";
import { useMay } from "../session/session";

interface Props {
  note?: ReactNode;
  actions?: ReactNode;
  /** Filters, beside the tabs. */
  bar?: ReactNode;
  fill?: boolean;
  /** The tab's word, for the title of the browser's tab. */
  name: string;
  children: ReactNode;
}

/** The frame of the screens of quality: one title, a tab for each. */
export function QualityFrame({ bar, ...rest }: Props) {
  const { t } = useTranslation("quality");
  const manages = useMay("manager");
  const tabs = [
    { to: "/quality", label: t("tabs.overview") },
    { to: "/quality/duplicates", label: t("tabs.duplicates") },
    { to: "/quality/similar-numbers", label: t("tabs.similar") },
    { to: "/quality/merges", label: t("tabs.merges") },
    ...(manages ? [{ to: "/quality/clean-ups", label: t("tabs.cleanUps") }] : []),
  ];
  return (
    <Page
      title={t("title")}
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
