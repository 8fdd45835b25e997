import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { ComparedField, Contact } from "../../../api/schema";
import { Mark } from "../../../ui/Mark";
import { attributesQuery } from "../../attributes/api";
import { reasons } from "./reasons";
import { definitionOf } from "./values";
import classes from "./Why.module.css";

interface Props {
  explanation: ComparedField[];
  left: Contact;
  right: Contact;
}

/** Why two contacts may be one person, in words: "First name sounds alike: Mohamed / محمد". */
export function Why({ explanation, left, right }: Props) {
  const { t } = useTranslation(["quality", "contact"]);
  const { data: attributes } = useQuery(attributesQuery);
  return (
    <ul className={classes.reasons} aria-label={t("why.label")}>
      {reasons(explanation, left, right).map((reason) => {
        const name =
          definitionOf(reason.field, attributes)?.displayName ??
          t(`contact:field.${reason.field}`, { defaultValue: reason.field });
        return (
          <li key={reason.field} className={classes.reason}>
            <Mark tone={reason.tone}>{t(`why.${reason.outcome}`, { field: name })}</Mark>
            {reason.left && reason.left === reason.right ? (
              <bdi className="quiet">{reason.left}</bdi>
            ) : (
              reason.left &&
              reason.right && (
                <span className="quiet">
                  <bdi>{reason.left}</bdi> / <bdi>{reason.right}</bdi>
                </span>
              )
            )}
          </li>
        );
      })}
    </ul>
  );
}
