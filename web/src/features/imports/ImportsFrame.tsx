import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Page } from "../../ui/Page";
import { Tabs } from "../../ui/Tabs";

/** Imports and the mappings that were saved, under one head. */
export function ImportsFrame({ name, note, children }: { name: string; note?: string; children: ReactNode }) {
  const { t } = useTranslation("imports");
  return (
    <Page
      title={t("title")}
      name={name}
      note={note}
      fill
      actions={
        <Button component={Link} to="/imports/new" leftSection={<IconPlus size={14} />}>
          {t("new")}
        </Button>
      }
      bar={
        <Tabs
          label={t("title")}
          tabs={[
            { to: "/imports", label: t("history.title") },
            { to: "/imports/mappings", label: t("mappings.title") },
          ]}
        />
      }
    >
      {children}
    </Page>
  );
}
