import { NavLink } from "react-router";
import classes from "./Tabs.module.css";

export interface TabLink {
  to: string;
  label: string;
  /** A count beside the word. */
  note?: string | number;
}

/** Tabs that are addresses, so that each can be linked, opened in a new tab and gone back from. */
export function Tabs({ tabs, label }: { tabs: TabLink[]; label: string }) {
  return (
    <nav className={classes.tabs} aria-label={label}>
      {tabs.map((tab) => (
        <NavLink key={tab.to} to={tab.to} end className={classes.tab}>
          {tab.label}
          {tab.note !== undefined && <span className={`${classes.note} figures`}>{tab.note}</span>}
        </NavLink>
      ))}
    </nav>
  );
}
