import type { ContactTag } from "../../api/schema";
import classes from "./TagBadge.module.css";

/** A tag as a small label. */
export function TagBadge({ tag }: { tag: Pick<ContactTag, "name"> }) {
  return (
    <span className={classes.tag}>
      <bdi>{tag.name}</bdi>
    </span>
  );
}
