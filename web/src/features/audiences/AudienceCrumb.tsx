import { Anchor } from "@mantine/core";
import { IconChevronRight } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import classes from "./AudienceCrumb.module.css";

/** The title of a screen below the list of audiences. */
export function AudienceCrumb({ name }: { name: string }) {
  const { t } = useTranslation("audiences");
  return (
    <span className={classes.title}>
      <Anchor component={Link} to="/audiences" c="dimmed" inherit>
        {t("title")}
      </Anchor>
      <IconChevronRight size={14} className={classes.chevron} aria-hidden />
      <bdi className={classes.name}>{name}</bdi>
    </span>
  );
}
