import { Button, Popover, Stack, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ProblemGroup, ProblemValue } from "../../../api/schema";
import { useFormat } from "../../../i18n/format";
import classes from "./Problems.module.css";

interface Props {
  group: ProblemGroup;
  one: ProblemValue;
  onReplace: (group: ProblemGroup, from: string | null, to: string) => void;
  busy: boolean;
}

/** A value that causes a problem, how often, and putting all of its cells right at once. */
export function ReplaceValue({ group, one, onReplace, busy }: Props) {
  const { t } = useTranslation("imports");
  const format = useFormat();
  const [opened, setOpened] = useState(false);
  const [text, setText] = useState(one.value ?? "");
  const counted = { count: one.count, number: format.number(one.count) };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onReplace(group, one.value, text);
    setOpened(false);
  };
  return (
    <Popover opened={opened} onChange={setOpened} withArrow trapFocus returnFocus width={260} shadow="md">
      <Popover.Target>
        <button type="button" className={classes.value} onClick={() => setOpened(!opened)}>
          <bdi className={classes.valueText}>{one.value ?? t("problems.blank")}</bdi>
          <span className="quiet figures">{format.number(one.count)}</span>
        </button>
      </Popover.Target>
      <Popover.Dropdown>
        <form onSubmit={submit}>
          <Stack gap="xs">
            <TextInput
              size="xs"
              label={t("problems.replaceWith", {
                value: one.value ?? t("problems.blank"),
                column: group.column,
              })}
              value={text}
              data-autofocus
              onChange={(event) => setText(event.currentTarget.value)}
            />
            <Button type="submit" loading={busy} disabled={text === (one.value ?? "")}>
              {t("problems.fixAll", counted)}
            </Button>
          </Stack>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
