import { Button } from "@mantine/core";
import { IconMapQuestion } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { EmptyState } from "../ui/EmptyState";

/** An address that leads nowhere. */
export function Component() {
  const { t } = useTranslation();
  return (
    <EmptyState icon={IconMapQuestion} title={t("notFound.title")} text={t("notFound.text")}>
      <Button component={Link} to="/">
        {t("notFound.home")}
      </Button>
    </EmptyState>
  );
}
