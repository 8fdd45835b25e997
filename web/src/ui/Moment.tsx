import { Tooltip } from "@mantine/core";
import { useFormat } from "../i18n/format";

/** A time as "3 hours ago", with the exact one on hover; nothing for null. */
export function Moment({ value }: { value: string | null | undefined }) {
  const format = useFormat();
  if (!value) return <span className="quiet">–</span>;
  return (
    <Tooltip label={format.dateTime(value)}>
      <time dateTime={value}>{format.relative(value)}</time>
    </Tooltip>
  );
}
