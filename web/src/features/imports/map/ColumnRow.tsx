import { Select, Tooltip } from "@mantine/core";
import { Fragment } from "react";
import { useTranslation } from "react-i18next";
import type { Attribute, SourceColumn, SourceTarget } from "../../../api/schema";
import { useFormat } from "../../../i18n/format";
import { Mark, type Tone } from "../../../ui/Mark";
import { type ColumnDraft, isNew, POLICIES, type Policy, sureness, typeOf } from "./draft";
import { FormatSelect } from "./FormatSelect";
import classes from "./MapStep.module.css";
import { useTargets } from "./useTargets";

const TYPES: Attribute["type"][] = [
  "text",
  "number",
  "boolean",
  "date",
  "datetime",
  "phone_number",
  "email",
  "url",
];
const TONES: Record<"sure" | "likely" | "check", Tone> = { sure: "good", likely: "info", check: "warn" };

interface Props {
  column: SourceColumn;
  draft: ColumnDraft;
  targets: SourceTarget[];
  error?: string;
  onChange: (changes: Partial<ColumnDraft>) => void;
}

/** One column of the file: its values, what it becomes, and what it may do to values that contacts have. */
export function ColumnRow({ column, draft, targets, error, onChange }: Props) {
  const { t } = useTranslation(["imports", "attributes"]);
  const format = useFormat();
  const choices = useTargets(targets, column, draft.field);
  const name = { column: column.header };
  const sure = sureness(column, draft.field);
  const type = typeOf(draft, targets);
  return (
    <li className={classes.row}>
      <div className={classes.source}>
        <span className={classes.name}>
          <bdi>{column.header}</bdi>
        </span>
        <span className={`${classes.samples} quiet`}>
          {column.samples.slice(0, 4).map((value, index) => (
            <Fragment key={value}>
              {index > 0 && " · "}
              <bdi>{value}</bdi>
            </Fragment>
          ))}
        </span>
        {column.blanks > 0 && (
          <span className={`${classes.blanks} quiet figures`}>
            {t("map.blanks", { share: format.percent(column.blanks) })}
          </span>
        )}
      </div>
      <div className={classes.target}>
        <Select
          size="xs"
          searchable
          aria-label={t("map.becomes", name)}
          data={choices}
          value={draft.field}
          error={error}
          onChange={(field) => onChange({ field: field ?? "" })}
        />
        {sure && (
          <Tooltip label={column.suggested.reason} disabled={!column.suggested.reason}>
            <span>
              <Mark tone={TONES[sure]}>{t(`map.${sure === "check" ? "doubtful" : sure}`)}</Mark>
            </span>
          </Tooltip>
        )}
      </div>
      <div className={classes.settings}>
        {draft.field !== "" && draft.field !== "primaryPhone" && (
          <Select
            size="xs"
            aria-label={t("map.policy", name)}
            data={POLICIES.map((value) => ({ value, label: t(`policies.${value}`) }))}
            value={draft.policy}
            onChange={(policy) => policy && onChange({ policy: policy as Policy })}
          />
        )}
        {isNew(draft.field, targets) && (
          <Select
            size="xs"
            aria-label={t("map.type", name)}
            data={TYPES.map((value) => ({ value, label: t(`attributes:types.${value}`) }))}
            value={draft.type}
            onChange={(value) => value && onChange({ type: value as Attribute["type"] })}
          />
        )}
        {type && <FormatSelect column={column} draft={draft} type={type} onChange={onChange} />}
      </div>
    </li>
  );
}
