import { Loader } from "@mantine/core";
import { useMemo, useState } from "react";
import type { RuleGroup } from "../../../api/schema";
import { GroupEditor } from "./GroupEditor";
import { LivePreview } from "./LivePreview";
import classes from "./RuleBuilder.module.css";
import { EMPTY } from "./tree";
import { usePreview } from "./usePreview";
import { useWords } from "./useWords";

interface Props {
  /** A rule group; null for none. */
  value: Record<string, unknown> | null;
  onChange: (rules: Record<string, unknown> | null) => void;
  /** What the server said when these rules were saved, by node: `{"rules.conditions.0": ["…"]}`. */
  errors?: Record<string, string[]>;
}

/** Rules in nested groups, with how many contacts they mean and some of them while one writes. */
export function RuleBuilder({ value, onChange, errors }: Props) {
  const rules = (value as RuleGroup | null) ?? EMPTY;
  const words = useWords(rules);
  const [exact, setExact] = useState(false);
  const preview = usePreview(rules, exact);
  const said = useMemo(() => ({ ...errors, ...preview.errors }), [errors, preview.errors]);
  const change = (next: RuleGroup) => {
    setExact(false);
    onChange(next.conditions.length ? { ...next } : null);
  };
  if (!words) return <Loader size="sm" color="gray" />;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Enter in a condition ends that, not the form around the rules
    <div
      className={classes.frame}
      onKeyDown={(event) => {
        if (event.key === "Enter" && event.target instanceof HTMLInputElement) event.preventDefault();
      }}
    >
      <div className={classes.builder}>
        <GroupEditor root={rules} group={rules} path={[]} words={words} errors={said} onChange={change} />
        <LivePreview preview={preview} onExact={() => setExact(true)} />
      </div>
    </div>
  );
}
