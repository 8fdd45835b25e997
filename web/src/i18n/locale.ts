/** The languages of the screens. */
export const LOCALES = ["en", "fr", "ar"] as const;
export type Locale = (typeof LOCALES)[number];

export const LOCALE_NAMES: Record<Locale, string> = { en: "English", fr: "Français", ar: "العربية" };

const KEY = "gomobile.locale";

export const isLocale = (value: unknown): value is Locale => LOCALES.includes(value as Locale);

export const direction = (locale: Locale): "rtl" | "ltr" => (locale === "ar" ? "rtl" : "ltr");

/** The language chosen on this device, else the browser's, else English. */
export function initialLocale(): Locale {
  const saved = localStorage.getItem(KEY);
  if (isLocale(saved)) return saved;
  const wanted = navigator.languages.map((tag) => tag.slice(0, 2)).find(isLocale);
  return wanted ?? "en";
}

export function rememberLocale(locale: Locale): void {
  localStorage.setItem(KEY, locale);
}
