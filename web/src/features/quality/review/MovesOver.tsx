import { useTranslation } from "react-i18next";
import type { Contact, MergeResult } from "../../../api/schema";
import { useFormat } from "../../../i18n/format";
import { contactName } from "../../contacts/contactName";

const KINDS = ["phones", "tags", "audiences", "calls", "consents"] as const;

/** What hangs on the other contact and goes over to the one that stays, in words. */
export function MovesOver({
  moved,
  survivor,
}: {
  moved: MergeResult["moved"] | undefined;
  survivor: Contact;
}) {
  const { t } = useTranslation("quality");
  const format = useFormat();
  if (!moved) return <p className="quiet">{t("moves.counting")}</p>;
  const parts = KINDS.filter((kind) => moved[kind] > 0).map((kind) =>
    t(`moves.${kind}`, { count: moved[kind], number: format.number(moved[kind]) }),
  );
  return (
    <p className="quiet">
      {parts.length === 0
        ? t("moves.nothing")
        : t("moves.to", { what: format.list(parts), name: `\u2068${contactName(survivor)}\u2069` })}
    </p>
  );
}
