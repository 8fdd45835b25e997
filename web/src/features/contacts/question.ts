/** Which contacts a list shows, and in which order: what the URL, a saved view and a bulk action all hold. */
export interface Question {
  search: string;
  /** A rule tree as in live audiences, or null. */
  filter: Record<string, unknown> | null;
  tagId: string | null;
  audienceId: string | null;
  phoneStatus: "valid" | "possible" | "invalid" | null;
  archived: "false" | "true" | "all";
  deleted: boolean;
  sortBy: SortKey;
  sortOrder: "asc" | "desc";
}

export const SORT_KEYS = ["createdAt", "firstName", "lastName", "primaryPhone", "primaryEmail"] as const;
export type SortKey = (typeof SORT_KEYS)[number];

export const EVERYONE: Question = {
  search: "",
  filter: null,
  tagId: null,
  audienceId: null,
  phoneStatus: null,
  archived: "false",
  deleted: false,
  sortBy: "createdAt",
  sortOrder: "desc",
};

/** The question as the query of GET /contact and GET /contact/export. */
export function listQuery(question: Question) {
  return {
    sortBy: question.sortBy,
    sortOrder: question.sortOrder,
    ...(question.search && { search: question.search }),
    ...(question.filter && { filter: JSON.stringify(question.filter) }),
    ...(question.tagId && { tagId: question.tagId }),
    ...(question.audienceId && { audienceId: question.audienceId }),
    ...(question.phoneStatus && { phoneStatus: question.phoneStatus }),
    ...(question.archived !== "false" && { archived: question.archived }),
    ...(question.deleted && { deleted: true }),
  };
}

/** The question as the `filter` of a bulk action: the same contacts, without an order. */
export function bulkFilter(question: Question): Record<string, unknown> {
  const { sortBy, sortOrder, filter, ...rest } = listQuery(question);
  return { ...rest, ...(question.filter && { filter: question.filter }) };
}

/** True when the question leaves some contacts out. */
export function isNarrowed(question: Question): boolean {
  const { sortBy, sortOrder, ...rest } = listQuery(question);
  return Object.keys(rest).length > 0;
}

/** How many conditions a rule tree has. */
export function conditionCount(node: unknown): number {
  if (typeof node !== "object" || node === null) return 0;
  const { conditions } = node as { conditions?: unknown[] };
  return conditions ? conditions.reduce((sum: number, one) => sum + conditionCount(one), 0) : 1;
}
