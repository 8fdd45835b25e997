import { useTranslation } from "react-i18next";
import type { ExplainedCondition, ExplainedGroup, RuleCondition, RuleGroup } from "../../../api/schema";
import { Mark } from "../../../ui/Mark";
import { valueText, type Words } from "../rules/describe";
import { RulesTree } from "./RulesTree";
import classes from "./RulesTree.module.css";

/** A rule as it reads, from what was explained of it. */
function asRule(node: ExplainedGroup | ExplainedCondition): RuleGroup | RuleCondition {
  if ("conditions" in node) return { ...node, conditions: node.conditions.map(asRule) };
  const { expected, value, ...rest } = node;
  return { ...rest, ...(expected !== undefined && { value: expected }), has: value } as RuleCondition;
}

/** Rules in words, each with whether it holds for the contact and what the contact has. */
export function Explained({ group, words }: { group: ExplainedGroup; words: Words }) {
  const { t } = useTranslation("audiences");
  return (
    <RulesTree
      group={asRule(group) as RuleGroup}
      words={words}
      aside={(node) => {
        const { matches } = node as unknown as { matches: boolean | null };
        const tone = matches === null ? "quiet" : matches ? "good" : "bad";
        return <Mark tone={tone}>{t(`why.matches.${matches}`)}</Mark>;
      }}
      below={(condition) => {
        const { has } = condition as unknown as { has: unknown };
        const blank = has === null || has === "" || (Array.isArray(has) && has.length === 0);
        const field = words.fields.get(condition.field);
        return (
          <div className={`quiet ${classes.below}`}>
            {blank
              ? t("why.hasNothing")
              : t("why.has", {
                  value: field?.type === "calls" ? callsSeen(has) : valueText(has, field, words),
                })}
          </div>
        );
      }}
    />
  );
  function callsSeen(has: unknown): string {
    return typeof has === "number" ? t("why.calls", { count: has }) : words.t(has ? "yes" : "no");
  }
}
