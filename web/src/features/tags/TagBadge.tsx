import { Badge } from "@mantine/core";
import type { ContactTag } from "../../api/schema";

/** A tag as a small label. */
export function TagBadge({ tag }: { tag: Pick<ContactTag, "name"> }) {
  return (
    <Badge color="gray" variant="light" me={4} tt="none" fw={500}>
      {tag.name}
    </Badge>
  );
}
