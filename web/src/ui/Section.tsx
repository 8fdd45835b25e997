import type { ReactNode } from "react";
import classes from "./Section.module.css";

interface Props {
  title: ReactNode;
  note?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

/** A titled part of a screen, with a line around it. */
export function Section({ title, note, actions, children }: Props) {
  return (
    <section className={classes.section}>
      <header className={classes.head}>
        <h2 className={classes.title}>{title}</h2>
        {note !== undefined && <span className="quiet figures">{note}</span>}
        {actions && <div className={classes.actions}>{actions}</div>}
      </header>
      <div className={classes.body}>{children}</div>
    </section>
  );
}
