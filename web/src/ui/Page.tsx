import type { ReactNode } from "react";
import { useEffect } from "react";
import classes from "./Page.module.css";

interface Props {
  title: ReactNode;
  /** The title of the browser's tab, when `title` is not a plain text. */
  name?: string;
  /** A quiet word beside the title, such as a count. */
  note?: ReactNode;
  /** Buttons at the end of the head. */
  actions?: ReactNode;
  /** A second line: tabs, or search and filters. */
  bar?: ReactNode;
  /** The content fills the rest of the height and scrolls by itself (tables). */
  fill?: boolean;
  /** The content keeps a readable width (forms, texts). */
  narrow?: boolean;
  children: ReactNode;
}

/** The frame of each screen: head with title and actions, an optional bar, the content. */
export function Page({ title, name, note, actions, bar, fill, narrow, children }: Props) {
  const tab = name ?? (typeof title === "string" ? title : "");
  useEffect(() => {
    document.title = tab ? `${tab} · gomobile` : "gomobile";
  }, [tab]);
  return (
    <div className={classes.page} data-fill={fill || undefined}>
      <header className={classes.head}>
        <h1 className={classes.title}>{title}</h1>
        {note !== undefined && <span className={`${classes.note} figures`}>{note}</span>}
        {actions && <div className={classes.actions}>{actions}</div>}
      </header>
      {bar && <div className={classes.bar}>{bar}</div>}
      <div className={classes.body} data-fill={fill || undefined} data-narrow={narrow || undefined}>
        {children}
      </div>
    </div>
  );
}
