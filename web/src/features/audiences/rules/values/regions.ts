/** Codes that the browser can name and that no telephone network has. */
const NO_COUNTRY = new Set(["EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"]);
const A = 65;

/** Every country by its ISO code, by name in the reader's language. */
export function regions(language: string): { value: string; label: string }[] {
  const names = new Intl.DisplayNames(language, { type: "region", fallback: "none" });
  const found: { value: string; label: string }[] = [];
  for (let first = 0; first < 26; first++)
    for (let second = 0; second < 26; second++) {
      const code = String.fromCharCode(A + first, A + second);
      const label = names.of(code);
      // A country that is gone has the name of what it became.
      if (label && !NO_COUNTRY.has(code) && new Intl.Locale(`und-${code}`).region === code)
        found.push({ value: code, label });
    }
  return found.sort((one, other) => one.label.localeCompare(other.label, language));
}
