import { expect, test } from "vitest";

type Messages = { [key: string]: string | Messages };

const files = import.meta.glob<{ default: Messages }>("./messages/*/*.json", { eager: true });
const sources = import.meta.glob<string>("../**/*.{ts,tsx}", {
  eager: true,
  query: "?raw",
  import: "default",
});
const PLURALS: Record<string, string[]> = {
  en: ["one", "other"],
  fr: ["one", "many", "other"],
  ar: ["zero", "one", "two", "few", "many", "other"],
};
/** What the server says: in English by itself, but for what only those who call its API would understand. */
const SERVER = ["errors", "refusals"];
const ENDING = /_(zero|one|two|few|many|other)$/;

/** Every text of a file by its path, such as `people.may.agent`. */
function flat(messages: Messages, before = ""): Map<string, string> {
  return new Map(
    Object.entries(messages).flatMap(([key, value]) =>
      typeof value === "string" ? [[before + key, value] as const] : [...flat(value, `${before}${key}.`)],
    ),
  );
}

function messagesOf(locale: string): Map<string, Map<string, string>> {
  const found = new Map<string, Map<string, string>>();
  for (const [path, file] of Object.entries(files)) {
    const [, language, namespace] = /messages\/(\w+)\/(\w+)\.json$/.exec(path) ?? [];
    if (language === locale && namespace) found.set(namespace, flat(file.default));
  }
  return found;
}

const placeholders = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]).sort();
const english = messagesOf("en");

test.each(["fr", "ar"])("%s has every message of the English files, and no other", (locale) => {
  const others = messagesOf(locale);
  expect([...others.keys()].sort()).toEqual([...new Set([...english.keys(), ...SERVER])].sort());
  const plain = (texts: Map<string, string>) =>
    [...new Set([...texts.keys()].map((key) => key.replace(ENDING, "")))].sort();
  for (const [namespace, texts] of english)
    if (SERVER.includes(namespace))
      expect(plain(others.get(namespace) ?? new Map()), namespace).toEqual(
        expect.arrayContaining(plain(texts)),
      );
    else expect(plain(others.get(namespace) ?? new Map()), namespace).toEqual(plain(texts));
});

test.each(Object.keys(PLURALS))("%s has each form that its plurals take", (locale) => {
  for (const [namespace, texts] of messagesOf(locale)) {
    const bases = new Set(
      [...texts.keys()].filter((key) => ENDING.test(key)).map((key) => key.replace(ENDING, "")),
    );
    for (const base of bases)
      for (const form of PLURALS[locale] ?? [])
        expect([...texts.keys()], namespace).toContain(`${base}_${form}`);
  }
});

test.each(SERVER)("French and Arabic speak for the same %s of the server", (namespace) => {
  const [french, arabic] = ["fr", "ar"].map((locale) => [
    ...(messagesOf(locale).get(namespace)?.keys() ?? []),
  ]);
  expect(french?.length).toBeGreaterThan(50);
  expect(french).toEqual(arabic);
});

test.each(["fr", "ar"])("%s fills in nothing that the English text does not have", (locale) => {
  for (const [namespace, texts] of messagesOf(locale))
    if (!SERVER.includes(namespace))
      for (const [key, text] of texts) {
        const base = key.replace(ENDING, "");
        const original =
          english.get(namespace)?.get(key) ?? english.get(namespace)?.get(`${base}_other`) ?? "";
        for (const name of placeholders(text))
          expect([...placeholders(original), "count", "number"], `${namespace}:${key}`).toContain(name);
      }
});

test("French keeps its punctuation in the line of the word before it", () => {
  for (const [namespace, texts] of messagesOf("fr"))
    for (const [key, text] of texts) expect(text, `${namespace}:${key}`).not.toMatch(/ [;:?!»]|« /);
});

test("every message that a screen names is there", () => {
  const missing: string[] = [];
  for (const [path, source] of Object.entries(sources)) {
    if (path.includes(".test.")) continue;
    const own = /(?:useTranslation\(\s*\[?\s*|TFunction<)"(\w+)"/.exec(source)?.[1] ?? "common";
    for (const [, key = ""] of source.matchAll(/\bt\(\s*"([\w.:-]+)"/g)) {
      const [namespace, name] = key.includes(":") ? (key.split(":") as [string, string]) : [own, key];
      const texts = english.get(namespace);
      if (!texts?.has(name) && !texts?.has(`${name}_other`)) missing.push(`${path} ${namespace}:${name}`);
    }
  }
  expect(missing).toEqual([]);
});
