import { Checkbox, MultiSelect, TagsInput, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { NumberInput } from "../../../../ui/inputs";
import classes from "../RuleBuilder.module.css";
import { SpanInput } from "./SpanInput";
import type { ValueProps } from "./ValueInput";

const RESULTS = ["answered", "voicemail", "no_answer", "busy", "rejected", "failed", "not_in_service"];
const UNITS = ["minutes", "hours", "days", "weeks", "months"];

interface Calls {
  result?: string[];
  flow?: string;
  campaign?: string;
  pressed?: string[];
  atLeast?: number;
  withinLast?: { amount?: number; unit?: string };
}

/** Which calls are meant: their result, when, how many, in which flow, and what was pressed. */
export function CallsInput({ value, onChange }: Pick<ValueProps, "value" | "onChange">) {
  const { t } = useTranslation("rules");
  const calls = (value ?? {}) as Calls;
  const put = (change: Calls) => {
    const next = Object.entries({ ...calls, ...change }).filter(
      ([, one]) => one !== undefined && one !== "" && !(Array.isArray(one) && one.length === 0),
    );
    onChange(Object.fromEntries(next));
  };
  return (
    <>
      <MultiSelect
        size="xs"
        className={classes.grow}
        aria-label={t("calls.result")}
        placeholder={calls.result?.length ? undefined : t("calls.anyResult")}
        data={RESULTS.map((one) => ({ value: one, label: t(`option.${one}`) }))}
        value={calls.result ?? []}
        onChange={(result) => put({ result })}
      />
      <Checkbox
        label={t("calls.withinLast")}
        checked={calls.withinLast !== undefined}
        onChange={(event) =>
          put({ withinLast: event.currentTarget.checked ? { amount: 30, unit: "days" } : undefined })
        }
      />
      {calls.withinLast && (
        <SpanInput
          units={UNITS}
          value={calls.withinLast}
          onChange={(withinLast) => put({ withinLast: withinLast as Calls["withinLast"] })}
        />
      )}
      <NumberInput
        size="xs"
        w={140}
        min={1}
        max={1000}
        allowDecimal={false}
        aria-label={t("calls.atLeast")}
        placeholder={t("calls.atLeast")}
        value={calls.atLeast ?? ""}
        onChange={(next) => put({ atLeast: next === "" ? undefined : Number(next) })}
      />
      <TextInput
        size="xs"
        w={120}
        aria-label={t("calls.flow")}
        placeholder={t("calls.flow")}
        value={calls.flow ?? ""}
        onChange={(event) => put({ flow: event.currentTarget.value })}
      />
      <TextInput
        size="xs"
        w={120}
        aria-label={t("calls.campaign")}
        placeholder={t("calls.campaign")}
        value={calls.campaign ?? ""}
        onChange={(event) => put({ campaign: event.currentTarget.value })}
      />
      <TagsInput
        size="xs"
        w={140}
        aria-label={t("calls.pressed")}
        placeholder={calls.pressed?.length ? undefined : t("calls.pressed")}
        value={calls.pressed ?? []}
        onChange={(pressed) => put({ pressed })}
      />
    </>
  );
}
