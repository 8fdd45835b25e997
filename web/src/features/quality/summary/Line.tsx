import { Anchor, Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { QualityItem } from "../../../api/schema";
import { useFormat } from "../../../i18n/format";
import { Mark } from "../../../ui/Mark";
import { attributesQuery } from "../../attributes/api";
import { useMay } from "../../session/session";
import { runCleanUp, verifyNumbers } from "../api";
import { RunDialog } from "../cleanups/RunDialog";
import classes from "./Lines.module.css";
import { addressOf, toneOf } from "./lines";

const VERIFIED = ["phonePossible", "phoneInvalid", "unreachable", "notInService"];

interface Props {
  item: QualityItem;
  /** Of all contacts, from 0 to 1. */
  share: number | null;
}

/** A number of the overview: what it counts, its share, the contacts behind it, what can be done about it. */
export function Line({ item, share }: Props) {
  const { t } = useTranslation("quality");
  const format = useFormat();
  const manages = useMay("manager");
  const { data: attributes } = useQuery(attributesQuery);
  const [running, setRunning] = useState(false);
  const attribute = item.name.startsWith("misfit.") ? item.name.slice(7) : null;
  const name = attribute
    ? t("summary.misfit", {
        name: attributes?.find((one) => one.name === attribute)?.displayName ?? attribute,
      })
    : t(`summary.item.${item.name}`);
  const does = item.name === "stale" ? "archive" : VERIFIED.includes(item.name) ? "verify" : null;
  return (
    <li className={classes.line}>
      <Mark tone={toneOf(item)}>{name}</Mark>
      <span className={classes.bar} aria-hidden>
        {share !== null && share > 0 && (
          <div className={classes.fill} style={{ width: `${Math.max(1.5, share * 100)}%` }} />
        )}
      </span>
      <span className={`${classes.count} figures`}>
        {item.count > 0 ? (
          <Anchor
            component={Link}
            to={addressOf(item)}
            inherit
            aria-label={`${name}: ${format.number(item.count)}`}
          >
            {format.number(item.count)}
          </Anchor>
        ) : (
          format.number(0)
        )}
      </span>
      <span className={`${classes.share} quiet figures`}>{share !== null && format.percent(share)}</span>
      <span className={classes.actions}>
        {item.count > 0 && item.name === "duplicates" && (
          <Button variant="subtle" size="compact-xs" component={Link} to="/quality/duplicates">
            {t("summary.review")}
          </Button>
        )}
        {manages && item.count > 0 && does && (
          <Button variant="subtle" size="compact-xs" onClick={() => setRunning(true)}>
            {t(`summary.${does}.open`)}
          </Button>
        )}
      </span>
      {running && does && (
        <RunDialog
          title={t(`summary.${does}.title`)}
          text={t(`summary.${does}.text`)}
          action={t(`summary.${does}.action`)}
          start={(dryRun) =>
            does === "archive" ? runCleanUp("archive_inactive", dryRun) : verifyNumbers(item.filter, dryRun)
          }
          onClose={() => setRunning(false)}
        />
      )}
    </li>
  );
}
