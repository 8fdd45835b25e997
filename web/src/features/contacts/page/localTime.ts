/** "14:05" where the number is, by its IANA zone; null for a zone that this browser does not know. */
export function localTime(timeZone: string, locale: string, now = new Date()): string | null {
  try {
    return new Intl.DateTimeFormat(locale === "ar" ? "ar-u-nu-latn" : locale, {
      timeStyle: "short",
      timeZone,
    }).format(now);
  } catch {
    return null;
  }
}
