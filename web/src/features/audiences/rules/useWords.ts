import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { ExplainedGroup, RuleGroup } from "../../../api/schema";
import { useFormat } from "../../../i18n/format";
import type { Words } from "./describe";
import { useAudienceFields } from "./fields";
import { useNames } from "./useNames";

/** What is needed to say these rules in words; undefined until the fields are known. */
export function useWords(rules: RuleGroup | ExplainedGroup | null | undefined): Words | undefined {
  const { t, i18n } = useTranslation("rules");
  const format = useFormat();
  const fields = useAudienceFields();
  const names = useNames(rules);
  const language = i18n.language;
  return useMemo(
    () => (fields ? { t, format, language, fields, names } : undefined),
    [t, format, language, fields, names],
  );
}
