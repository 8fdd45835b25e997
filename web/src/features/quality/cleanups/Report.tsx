import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { HygieneRun } from "../../../api/schema";
import { useFormat } from "../../../i18n/format";
import { useServerWords } from "../../../i18n/serverWords";
import { attributesQuery } from "../../attributes/api";
import { countsOf } from "./counts";

/** What a run did, or would do, in one line. */
export function Report({ run }: { run: HygieneRun }) {
  const { t } = useTranslation("quality");
  const format = useFormat();
  const { wordsOfError } = useServerWords();
  const { data: attributes } = useQuery(attributesQuery);
  if (run.error) return <span>{wordsOfError(run.error, run.error.message)}</span>;
  const parts = countsOf(run.report).map(([name, count]) =>
    t(`counts.${name}`, { count, number: format.number(count), defaultValue: `${name}: ${count}` }),
  );
  const misfits = run.report.attributes?.map((one) => {
    const name = attributes?.find((known) => known.name === one.attribute)?.displayName ?? one.attribute;
    return t("counts.ofAttribute", { name: `\u2068${name}\u2069`, number: format.number(one.contacts) });
  });
  return (
    <span className="figures">{[...parts, ...(misfits ?? [])].join(" · ") || t("cleanUps.nothing")}</span>
  );
}
