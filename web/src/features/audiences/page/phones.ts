/** The numbers of a pasted text: one for each line, or parted by commas, semicolons or tabs. */
export const phonesOf = (text: string): string[] =>
  text
    .split(/[\n\r,;\t]+/)
    .map((one) => one.trim())
    .filter(Boolean);
