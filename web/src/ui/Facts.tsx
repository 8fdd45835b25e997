import type { ReactNode } from "react";
import classes from "./Facts.module.css";

/** Names and values under each other. */
export function Facts({ children }: { children: ReactNode }) {
  return <dl className={classes.facts}>{children}</dl>;
}

/** One of them; an absent value is shown as a dash. */
export function Fact({ name, children }: { name: ReactNode; children?: ReactNode }) {
  return (
    <>
      <dt className={classes.name}>{name}</dt>
      <dd className={classes.value}>{children ?? <span className="quiet">–</span>}</dd>
    </>
  );
}
