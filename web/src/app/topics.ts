/** What else stands on screens that show a topic: the first words of their query keys. */
const ALSO: Record<string, string[]> = {
  contacts: ["home", "tags"],
  imports: ["home", "jobs"],
  duplicates: ["merges", "home"],
  suppressions: ["home", "contacts"],
  consents: ["contacts"],
  hygiene: ["quality", "jobs"],
  audiences: ["jobs"],
  organization: ["session"],
  people: ["session"],
};

/** Everything that is asked for again when the server tells of a topic. */
export const topicsToAsk = (topic: string): string[] => [topic, ...(ALSO[topic] ?? [])];

/**
 * A list that one has scrolled so far is asked for page by page, longer than until the next change of an import: it is
 * fetched anew when it is opened again.
 */
export function isLong({ state }: { state: { data: unknown } }): boolean {
  const pages = (state.data as { pages?: unknown[] } | undefined)?.pages;
  return Array.isArray(pages) && pages.length > 10;
}

/**
 * How long to wait for more of the same, in milliseconds: an import changes contacts every moment, and a list that one
 * has scrolled through is asked for page by page.
 */
export const waitFor = (topic: string): number => (topic === "contacts" || topic === "home" ? 2_000 : 400);
