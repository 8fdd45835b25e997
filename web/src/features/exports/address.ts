import { downloadAddress } from "../../api/client";
export type FileFormat = "csv" | "xlsx" | "jsonl" | "parquet";

/** How a CSV file is written. */
export interface TextStyle {
  delimiter: string;
  decimal: string;
  /** Begin with the mark by which Excel reads it as UTF-8. */
  bom: boolean;
}

/** Fields that can be chosen one by one; none chosen means all, with every attribute. */
export const EXPORT_FIELDS = [
  "primaryPhone",
  "fullName",
  "firstName",
  "lastName",
  "primaryEmail",
  "city",
  "state",
  "zip",
  "address",
  "occupation",
  "gender",
  "phone",
  "createdAt",
  "updatedAt",
];

/** What Excel of that language opens with a double click. */
export function usualText(locale: string): TextStyle {
  return locale === "fr"
    ? { delimiter: ";", decimal: ",", bom: true }
    : { delimiter: ",", decimal: ".", bom: true };
}

/** The address of the file. */
export function exportAddress(
  href: string,
  query: Record<string, unknown>,
  format: FileFormat,
  columns: string[],
  text: TextStyle,
): string {
  return downloadAddress(href, {
    format,
    ...query,
    ...(columns.length > 0 && { columns: columns.join(",") }),
    ...(format === "csv" && text),
  });
}
