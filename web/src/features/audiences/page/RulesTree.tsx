import type { ReactNode } from "react";
import type { RuleCondition, RuleGroup } from "../../../api/schema";
import { describe, type Words } from "../rules/describe";
import { isGroup } from "../rules/tree";
import classes from "./RulesTree.module.css";

interface Props {
  group: RuleGroup;
  words: Words;
  /** Beside a group's or a condition's words: whether it holds. */
  aside?: (node: RuleGroup | RuleCondition) => ReactNode;
  /** Under a condition's words: what the contact has. */
  below?: (condition: RuleCondition) => ReactNode;
}

/** Rules in words, as a tree. */
export function RulesTree({ group, words, aside, below }: Props) {
  return (
    <div>
      <div className={classes.line}>
        <span className="quiet">{words.t(`logic.${group.logic}`)}</span>
        {aside?.(group)}
      </div>
      <ul className={classes.list}>
        {group.conditions.map((node, at) => (
          <li key={at}>
            {isGroup(node) ? (
              <RulesTree group={node} words={words} aside={aside} below={below} />
            ) : (
              <>
                <div className={classes.line}>
                  <bdi>{describe(node, words)}</bdi>
                  {aside?.(node)}
                </div>
                {below?.(node)}
              </>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
