import { Tooltip } from "@mantine/core";
import { useState } from "react";
import { useFormat } from "../i18n/format";

/** A time as "3 hours ago", with the exact one on hover; nothing for null. */
export function Moment({ value }: { value: string | null | undefined }) {
  const format = useFormat();
  const [asked, setAsked] = useState(false);
  if (!value) return <span className="quiet">–</span>;
  const time = (
    <time dateTime={value} onPointerEnter={() => setAsked(true)}>
      {format.relative(value)}
    </time>
  );
  // A list shows dozens of these, and a tooltip costs more to make ready than the rest of a row.
  return asked ? <Tooltip label={format.dateTime(value)}>{time}</Tooltip> : time;
}
