import { useTranslation } from "react-i18next";
import { i18n, loadMessages } from ".";
import type { Locale } from "./locale";

/** What the server says beside each English sentence: a code, and the facts that the sentence names. */
export type Said = { code: string; params?: Record<string, unknown> };

/**
 * The server speaks English, to those who call its API. In other languages its codes are spoken here; in English only
 * those are, whose sentence is about calling an API (`errors`), not what it says about fields (`refusals`).
 */
const namespaces = (): string[] => ((i18n.language as Locale) === "en" ? ["errors"] : ["errors", "refusals"]);

/** Fetch the words before something that went wrong is shown. The server's own words do where they cannot be fetched. */
export async function loadServerWords(): Promise<void> {
  await loadMessages(...namespaces()).catch(() => {});
}

/** The sentence about an error as a whole (`TAG_IN_USE`); `message` is the server's own. */
export function wordsOfError({ code, params = {} }: Said, message: string): string {
  const names = namesOf(params);
  return i18n.t(code, {
    ns: "errors",
    defaultValue: message,
    replace: { ...params, names },
    context: names && "names",
  });
}

/** The sentence about one field (`required`, `maxLength`); `message` is the server's own. */
export function wordsOfField(field: string, { code, params = {} }: Said, message: string): string {
  if (!namespaces().includes("refusals")) return message;
  return i18n.t(code, {
    ns: "refusals",
    defaultValue: message,
    replace: params,
    context: contextOf(field, params),
  });
}

/** For what an answer says beside its data: the sentences that are there, and those of the server until they are. */
export function useServerWords() {
  useTranslation(namespaces(), { useSuspense: false });
  return { wordsOfError, wordsOfField };
}

/** Which facts there are to name: `maxLength_most` is for when `max` is known. */
function contextOf(field: string, params: Record<string, unknown>): string | undefined {
  if ("min" in params && "max" in params) return "between";
  if ("max" in params) return "most";
  if ("min" in params) return "least";
  if (/email$/i.test(field)) return "email";
  return /date|birth/i.test(field) ? "date" : undefined;
}

/** The names of the things that are in the way: `{audiences: [{id, name}]}` is “VIP, Fès”. */
function namesOf(params: Record<string, unknown>): string | undefined {
  const things = Object.values(params).find(Array.isArray) ?? [];
  const names = things.flatMap((thing: unknown) =>
    thing && typeof thing === "object" && "name" in thing ? [String(thing.name)] : [],
  );
  return names.length > 0 ? new Intl.ListFormat(i18n.language, { type: "unit" }).format(names) : undefined;
}
