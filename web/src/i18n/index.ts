import i18next, { type BackendModule, type ResourceKey } from "i18next";
import { initReactI18next } from "react-i18next";
import { direction, initialLocale, type Locale, rememberLocale } from "./locale";

const files = import.meta.glob<{ default: ResourceKey }>("./messages/*/*.json");

const fileOf = (language: string, namespace: string) => files[`./messages/${language}/${namespace}.json`];

/** Messages come in one small file for each language and feature, when a screen first asks for them. */
const bundled: BackendModule = {
  type: "backend",
  init() {},
  read(language, namespace, done) {
    const load = fileOf(language, namespace);
    if (!load) done(new Error(`no messages ${language}/${namespace}`), false);
    else
      load().then(
        (file) => done(null, file.default),
        (error: Error) => done(error, false),
      );
  },
};

export const i18n = i18next.createInstance();

let started: Promise<void> | undefined;

/** Once, with the messages that every screen speaks. */
export function startI18n(): Promise<void> {
  started ??= start();
  return started;
}

/** The messages of a screen or a part of one, before it is drawn. */
export async function loadMessages(...namespaces: string[]): Promise<void> {
  // Fetched while i18next starts, not after it.
  for (const namespace of namespaces) fileOf(i18n.language ?? initialLocale(), namespace)?.();
  await startI18n();
  await i18n.loadNamespaces(namespaces);
}

async function start(): Promise<void> {
  const locale = initialLocale();
  apply(locale);
  await i18n
    .use(bundled)
    .use(initReactI18next)
    .init({
      lng: locale,
      fallbackLng: false,
      ns: ["common"],
      defaultNS: "common",
      interpolation: { escapeValue: false },
      react: { useSuspense: true },
    });
}

export async function changeLocale(locale: Locale): Promise<void> {
  rememberLocale(locale);
  await i18n.changeLanguage(locale);
  apply(locale);
}

function apply(locale: Locale): void {
  document.documentElement.lang = locale;
  document.documentElement.dir = direction(locale);
}
