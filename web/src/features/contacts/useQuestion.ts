import { parseAsBoolean, parseAsJson, parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useMemo } from "react";
import { EVERYONE, type Question, SORT_KEYS } from "./question";

const rules = parseAsJson<Record<string, unknown>>((value) =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>) : null,
);

const IN_URL = {
  search: parseAsString.withDefault(EVERYONE.search),
  filter: rules,
  tagId: parseAsString,
  audienceId: parseAsString,
  phoneStatus: parseAsStringLiteral(["valid", "possible", "invalid"]),
  archived: parseAsStringLiteral(["false", "true", "all"]).withDefault(EVERYONE.archived),
  deleted: parseAsBoolean.withDefault(EVERYONE.deleted),
  sortBy: parseAsStringLiteral(SORT_KEYS).withDefault(EVERYONE.sortBy),
  sortOrder: parseAsStringLiteral(["asc", "desc"]).withDefault(EVERYONE.sortOrder),
};

/** The question that the address of the page holds, and how to change it; typing in the search replaces the entry. */
export function useQuestion(): [Question, (change: Partial<Question> | null) => void] {
  const [state, set] = useQueryStates(IN_URL, { history: "push", clearOnDefault: true });
  const question = useMemo<Question>(() => ({ ...state }), [state]);
  return [
    question,
    (change) => {
      set(change, { history: change && Object.keys(change).join() === "search" ? "replace" : "push" });
    },
  ];
}
