import { Select } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { ImportSource } from "../../../api/schema";
import { useFormat } from "../../../i18n/format";
import { useReadAgain } from "../api";
import classes from "./SourceForm.module.css";

const ENCODINGS = ["utf-8", "utf-16-le", "utf-16-be", "windows-1252", "windows-1256", "mac-roman"];
const DELIMITERS = [",", ";", "\t", "|"];

/** How the file was read, each guess changeable: sheet, encoding, delimiter, header row. */
export function SourceForm({ source }: { source: ImportSource }) {
  const { t } = useTranslation("imports");
  const format = useFormat();
  const reading = useReadAgain(source.id);
  const { file, sheets, options } = source;
  const encoding = file.encoding.replace(/^cp125/, "windows-125");
  const isText = file.format === "csv" || file.format === "tsv";
  const isTable = isText || sheets.length > 0;
  const known = (names: string[], name: string) => (names.includes(name) ? names : [name, ...names]);
  return (
    <div className={classes.form} aria-busy={reading.isPending}>
      <div className={classes.fact}>
        <span className="quiet">{t("source.format")}</span>
        <span>
          <span className="ltr">{file.format.toUpperCase()}</span> ·{" "}
          <span className="figures">
            {t("source.rows", { count: source.rows, number: format.number(source.rows) })}
          </span>
        </span>
      </div>
      {sheets.length > 1 && (
        <Select
          size="xs"
          label={t("source.sheet")}
          disabled={reading.isPending}
          data={sheets.map(({ name, rows }) => ({
            value: name,
            label: rows === null ? name : `${name} (${format.number(rows)})`,
          }))}
          value={file.sheet}
          onChange={(sheet) => reading.mutate({ sheet })}
        />
      )}
      {isText && (
        <Select
          size="xs"
          label={t("source.encoding")}
          disabled={reading.isPending}
          data={known(ENCODINGS, encoding).map((value) => ({
            value,
            label: t(`encodings.${value}`, { defaultValue: value }),
          }))}
          value={encoding}
          onChange={(name) => reading.mutate({ encoding: name })}
        />
      )}
      {isText && file.delimiter !== null && (
        <Select
          size="xs"
          label={t("source.delimiter")}
          disabled={reading.isPending}
          data={known(DELIMITERS, file.delimiter).map((value) => ({
            value,
            label: t(`delimiters.${NAMES[value] ?? "other"}`, { sign: value }),
          }))}
          value={file.delimiter}
          onChange={(delimiter) => reading.mutate({ delimiter })}
        />
      )}
      {isTable && (
        <Select
          size="xs"
          label={t("source.header")}
          disabled={reading.isPending}
          data={[
            { value: "yes", label: t("source.headerYes") },
            { value: "no", label: t("source.headerNo") },
          ]}
          value={file.hasHeader ? "yes" : "no"}
          onChange={(value) => reading.mutate({ hasHeaderRow: value === "yes" })}
        />
      )}
      {Object.values(options).every((one) => one === null || one === false) && (
        <span className={`${classes.note} quiet`}>{t("source.guessed")}</span>
      )}
    </div>
  );
}

const NAMES: Record<string, string> = { ",": "comma", ";": "semicolon", "\t": "tab", "|": "bar" };
