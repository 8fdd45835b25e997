/** The numbers of a pasted text: one in each line, or between commas and semicolons; empty ones are left out. */
export function numbersOf(text: string): string[] {
  return text
    .split(/[\n;,]+/)
    .map((one) => one.trim())
    .filter((one) => one !== "");
}
