import { useTranslation } from "react-i18next";
import { NavLink } from "react-router";
import { JobsButton } from "../../features/jobs/JobsButton";
import { reaches, useSession } from "../../features/session/session";
import { PLACES, SHAPING } from "./navigation";
import { OrganizationMenu } from "./OrganizationMenu";
import { PersonMenu } from "./PersonMenu";
import classes from "./SideBar.module.css";

/** Organization, places, running work and the person. */
export function SideBar() {
  const { t } = useTranslation();
  const { role: mine } = useSession();
  const links = (places: typeof PLACES) =>
    places
      .map((place) => ({
        ...place,
        to: !place.role || reaches(mine, place.role) ? place.to : place.otherwise,
      }))
      .flatMap(({ key, to, icon: Icon }) =>
        to ? (
          <NavLink key={key} to={to} end={to === "/"} className={classes.link}>
            <Icon size={16} stroke={1.6} aria-hidden />
            {t(`nav.${key}`)}
          </NavLink>
        ) : (
          []
        ),
      );
  return (
    <div className={classes.bar}>
      <OrganizationMenu />
      <nav className={classes.places} aria-label={t("nav.label")}>
        {links(PLACES)}
        <div className={classes.heading}>{t("nav.shaping")}</div>
        {links(SHAPING)}
      </nav>
      <JobsButton />
      <PersonMenu />
    </div>
  );
}
