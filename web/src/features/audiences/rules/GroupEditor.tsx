import { ActionIcon, Button, Select } from "@mantine/core";
import { IconFolderPlus, IconPlus, IconTrash } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { RuleGroup } from "../../../api/schema";
import { ConditionEditor } from "./ConditionEditor";
import type { Words } from "./describe";
import { newCondition } from "./fields";
import classes from "./RuleBuilder.module.css";
import { addTo, changeAt, isGroup, MAX_DEPTH, type Path, pathName, removeAt } from "./tree";

interface Props {
  root: RuleGroup;
  group: RuleGroup;
  path: Path;
  words: Words;
  errors: Record<string, string[]>;
  onChange: (root: RuleGroup) => void;
}

const LOGICS: RuleGroup["logic"][] = ["AND", "OR", "NOT"];

/** A group of rules: how they are joined, each of them, and a place for more. */
export function GroupEditor({ root, group, path, words, errors, onChange }: Props) {
  const { t } = useTranslation("rules");
  const inner = path.length > 0;
  const said = errors[pathName(path)];
  const first = words.fields.get("city") ?? [...words.fields.values()][0];
  const fresh = first && newCondition(first);
  return (
    <fieldset
      className={`${classes.group} ${inner ? classes.inner : ""}`}
      aria-label={t(`logic.${group.logic}`)}
    >
      <div className={classes.head}>
        <Select
          size="xs"
          w={190}
          aria-label={t("logicLabel")}
          data={LOGICS.map((value) => ({ value, label: t(`logic.${value}`) }))}
          value={group.logic}
          onChange={(logic) =>
            logic &&
            onChange(changeAt(root, path, (node) => ({ ...node, logic: logic as RuleGroup["logic"] })))
          }
        />
        {inner && (
          <div className={classes.tools}>
            <ActionIcon aria-label={t("removeGroup")} onClick={() => onChange(removeAt(root, path))}>
              <IconTrash size={15} />
            </ActionIcon>
          </div>
        )}
      </div>
      {group.conditions.length > 0 && (
        <ul className={classes.list}>
          {group.conditions.map((node, at) => {
            const place = [...path, at];
            return (
              <li key={at} className={classes.item}>
                <span className={classes.joint}>{t(at === 0 ? "first" : `joint.${group.logic}`)}</span>
                {isGroup(node) ? (
                  <GroupEditor {...{ root, path: place, words, errors, onChange }} group={node} />
                ) : (
                  <ConditionEditor
                    condition={node}
                    words={words}
                    errors={errors[pathName(place)]}
                    onChange={(next) => onChange(changeAt(root, place, () => next))}
                    onRemove={() => onChange(removeAt(root, place))}
                  />
                )}
              </li>
            );
          })}
        </ul>
      )}
      {said && (
        <p className={classes.error} role="alert">
          {said.join(" ")}
        </p>
      )}
      <div className={classes.head}>
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<IconPlus size={14} />}
          onClick={() => fresh && onChange(addTo(root, path, fresh))}
        >
          {t("addCondition")}
        </Button>
        {path.length + 1 < MAX_DEPTH && (
          <Button
            variant="subtle"
            color="gray"
            size="compact-sm"
            leftSection={<IconFolderPlus size={14} />}
            onClick={() =>
              fresh &&
              onChange(addTo(root, path, { logic: path.length % 2 ? "AND" : "OR", conditions: [fresh] }))
            }
          >
            {t("addGroup")}
          </Button>
        )}
      </div>
    </fieldset>
  );
}
