import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Audience } from "../../../api/schema";
import classes from "../../../ui/Tabs.module.css";
import { useMay } from "../../session/session";

export const TABS = ["members", "rules", "why", "refresh"] as const;
export type Tab = (typeof TABS)[number];

/** The tabs of an audience, each with an address of its own. */
export function AudienceTabs({ audience, tab }: { audience: Audience; tab: Tab }) {
  const { t } = useTranslation("audiences");
  const manages = useMay("manager");
  const shown: Tab[] = audience.type === "live" ? ["members", "rules", "why"] : ["members"];
  if (audience.type === "static" && manages) shown.push("refresh");
  return (
    <nav className={classes.tabs} aria-label={audience.name}>
      {shown.map((one) => (
        <Link
          key={one}
          to={one === "members" ? `/audiences/${audience.id}` : `/audiences/${audience.id}?tab=${one}`}
          className={classes.tab}
          aria-current={one === tab ? "page" : undefined}
        >
          {t(`tab.${one}`)}
        </Link>
      ))}
    </nav>
  );
}
