import { useTranslation } from "react-i18next";

/**
 * A language as it is written where the viewer is: English is "en-GB" for who browses in it, with its days before the
 * months. Arabic screens of the Maghreb write European digits; so do the phones and files beside them.
 */
export function regional(locale: string, wanted: readonly string[] = navigator.languages): string {
  const own = wanted.find((one) => one.toLowerCase().startsWith(`${locale}-`)) ?? locale;
  return locale === "ar" ? `${own}-u-nu-latn` : own;
}

const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ["year", 31_536_000],
  ["month", 2_592_000],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
  ["second", 1],
];

export interface Format {
  number(value: number): string;
  /** 12,345 → "12K" where space is short. */
  compact(value: number): string;
  percent(share: number): string;
  money(value: number, currency: string): string;
  /** A day without a time, as it was written: never moved by a time zone. */
  day(value: string): string;
  date(value: string): string;
  dateTime(value: string): string;
  /** "14:05", here or in an IANA zone; null for a zone that this browser does not know. */
  time(value: string | Date, timeZone?: string): string | null;
  /** "3 hours ago", by the viewer's clock. */
  relative(value: string, now?: number): string;
  /** 95 → "1 min 35 s". */
  duration(seconds: number): string;
  /** How a day is typed, as dayjs has it: "DD/MM/YYYY", "MM/DD/YYYY" in the United States. */
  typedDay: string;
  list(values: string[]): string;
  bytes(value: number): string;
}

const TYPED: Partial<Record<Intl.DateTimeFormatPartTypes, string>> = { day: "DD", month: "MM", year: "YYYY" };

/** `name`: a language tag (BCP 47), such as "fr-MA". */
export function makeFormat(name: string): Format {
  const number = new Intl.NumberFormat(name);
  const compact = new Intl.NumberFormat(name, { notation: "compact", maximumFractionDigits: 1 });
  const percent = new Intl.NumberFormat(name, { style: "percent", maximumFractionDigits: 1 });
  const date = new Intl.DateTimeFormat(name, { dateStyle: "medium" });
  const day = new Intl.DateTimeFormat(name, { dateStyle: "medium", timeZone: "UTC" });
  const typed = new Intl.DateTimeFormat(name, { day: "2-digit", month: "2-digit", year: "numeric" });
  const dateTime = new Intl.DateTimeFormat(name, { dateStyle: "medium", timeStyle: "short" });
  const clock = new Intl.DateTimeFormat(name, { timeStyle: "short" });
  const relative = new Intl.RelativeTimeFormat(name, { numeric: "auto" });
  const list = new Intl.ListFormat(name, { type: "conjunction" });
  const unit = (value: number, of: string) =>
    new Intl.NumberFormat(name, {
      style: "unit",
      unit: of,
      unitDisplay: "short",
      maximumFractionDigits: 1,
    }).format(value);
  return {
    number: (value) => number.format(value),
    compact: (value) => compact.format(value),
    percent: (share) => percent.format(share),
    money: (value, currency) => new Intl.NumberFormat(name, { style: "currency", currency }).format(value),
    day: (value) => day.format(new Date(`${value.slice(0, 10)}T00:00:00Z`)),
    date: (value) => date.format(new Date(value)),
    dateTime: (value) => dateTime.format(new Date(value)),
    time(value, timeZone) {
      try {
        const there = timeZone ? new Intl.DateTimeFormat(name, { timeStyle: "short", timeZone }) : clock;
        return there.format(new Date(value));
      } catch {
        return null;
      }
    },
    relative(value, now = Date.now()) {
      const seconds = (new Date(value).getTime() - now) / 1000;
      // In the unit that it is rounded to: 23.9 hours ago is yesterday.
      const [step, size] = STEPS.find(([, length]) => Math.round(Math.abs(seconds) / length) >= 1) ?? [
        "second",
        1,
      ];
      return relative.format(Math.round(seconds / size), step);
    },
    duration(seconds) {
      const all = Math.max(0, Math.round(seconds));
      if (all < 60) return unit(all, "second");
      if (all < 3600) {
        const rest = all % 60;
        return unit(Math.floor(all / 60), "minute") + (rest ? ` ${unit(rest, "second")}` : "");
      }
      const minutes = Math.round(all / 60);
      return `${unit(Math.floor(minutes / 60), "hour")} ${unit(minutes % 60, "minute")}`;
    },
    typedDay: typed
      .formatToParts(0)
      .map(({ type, value }) => TYPED[type] ?? value.replace(/[\u200e\u200f]/g, ""))
      .join(""),
    list: (values) => list.format(values),
    bytes(value) {
      const [size, of] = (
        [
          [1 << 30, "gigabyte"],
          [1 << 20, "megabyte"],
          [1 << 10, "kilobyte"],
        ] as const
      ).find(([least]) => value >= least) ?? [1, "byte"];
      return unit(value / size, of);
    },
  };
}

const made = new Map<string, Format>();

/** The format of a language. Made once: eight of Intl's formatters for each cell of a table cost as much as its rows. */
export function formatOf(locale: string): Format {
  const known = made.get(locale) ?? makeFormat(regional(locale));
  made.set(locale, known);
  return known;
}

/** Numbers, dates and durations as the viewer's language writes them. */
export function useFormat(): Format {
  const { i18n } = useTranslation();
  return formatOf(i18n.language);
}
