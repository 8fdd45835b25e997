import { Loader, UnstyledButton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { templatesQuery } from "../api";
import classes from "./New.module.css";

/** Ready-made rules to begin with. */
export function TemplateList() {
  const { t } = useTranslation("audiences");
  const { data } = useQuery(templatesQuery);
  if (!data) return <Loader size="sm" color="gray" />;
  return (
    <nav aria-label={t("templates.title")} className={classes.templates}>
      {data.data.map((template) => (
        <UnstyledButton
          key={template.id}
          component={Link}
          to={`/audiences/new?kind=template&template=${template.id}`}
          className={classes.template}
        >
          <span className={classes.templateName}>
            {t(`template.${template.id}.title`, { defaultValue: template.name })}
          </span>
          <span className="quiet">
            {t(`template.${template.id}.text`, { defaultValue: template.description })}
          </span>
        </UnstyledButton>
      ))}
    </nav>
  );
}
