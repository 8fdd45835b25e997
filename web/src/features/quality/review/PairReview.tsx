import { Button } from "@mantine/core";
import { IconUserX } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import type { Contact, Duplicate } from "../../../api/schema";
import { EmptyState } from "../../../ui/EmptyState";
import { useMay } from "../../session/session";
import { previewQuery } from "../api";
import { MovesOver } from "./MovesOver";
import classes from "./Review.module.css";
import { SideBySide } from "./SideBySide";
import { useMergePlan } from "./useMergePlan";
import type { Review } from "./useReview";
import { useReviewKeys } from "./useReviewKeys";
import { Why } from "./Why";

interface Props {
  pair: Duplicate;
  review: Review;
}

/** One pair: why it is one, both contacts, and what to do about it. */
export function PairReview({ pair, review }: Props) {
  const { t } = useTranslation("quality");
  const { left, right } = pair;
  if (!left || !right)
    return <EmptyState icon={IconUserX} title={t("review.gone")} text={t("review.goneText")} />;
  return <Case pair={pair} left={left} right={right} review={review} />;
}

function Case({ pair, left, right, review }: Props & { left: Contact; right: Contact }) {
  const { t } = useTranslation("quality");
  const manages = useMay("manager");
  const plan = useMergePlan(left.id, right.id, !review.isUnsettled(pair));
  const client = useQueryClient();
  const { next } = review;
  useEffect(() => {
    if (next) client.prefetchQuery(previewQuery(next.leftId, next.rightId));
  }, [next, client]);
  const waits = pair.status === "open" || pair.status === "skipped";
  const merge = () => review.merge(pair, plan.survivor, plan.choices);
  const dismiss = () => review.dismiss(pair);
  const skip = () => review.skip(pair);
  useReviewKeys(manages && waits ? { m: merge, n: dismiss, s: skip } : {});
  return (
    <>
      <div className={classes.content}>
        <Why explanation={pair.explanation} left={left} right={right} />
        <SideBySide
          left={left}
          right={right}
          fields={plan.preview.data?.fields}
          survivor={plan.survivor}
          choices={plan.choices}
          onSurvivor={manages && waits ? plan.setSurvivor : undefined}
          onChoice={manages && waits ? plan.choose : undefined}
        />
        {waits && (
          <MovesOver moved={plan.preview.data?.moved} survivor={plan.survivor === left.id ? left : right} />
        )}
        {pair.group.size > 2 && <p className="quiet">{t("review.group", { count: pair.group.size })}</p>}
      </div>
      {manages && (
        <div className={classes.foot}>
          {waits ? (
            <>
              <Button onClick={merge} rightSection={<Hint of="M" />} aria-keyshortcuts="m">
                {t("merge.action")}
              </Button>
              <Button
                variant="default"
                onClick={dismiss}
                rightSection={<Hint of="N" />}
                aria-keyshortcuts="n"
              >
                {t("review.dismiss")}
              </Button>
              <Button variant="default" onClick={skip} rightSection={<Hint of="S" />} aria-keyshortcuts="s">
                {t("review.skip")}
              </Button>
            </>
          ) : (
            <Button variant="default" onClick={() => review.reopen(pair)}>
              {t("review.reopen")}
            </Button>
          )}
          <UndoButton review={review} />
        </div>
      )}
    </>
  );
}

/** Takes the last decision back. */
export function UndoButton({ review }: { review: Review }) {
  const { t } = useTranslation("quality");
  return (
    <Button
      variant="subtle"
      color="gray"
      className={classes.undo}
      disabled={!review.canUndo}
      onClick={review.undo}
      rightSection={<Hint of="U" />}
      aria-keyshortcuts="u"
    >
      {t("common:action.undo")}
    </Button>
  );
}

function Hint({ of }: { of: string }) {
  return (
    <kbd className={classes.hint} aria-hidden>
      {of}
    </kbd>
  );
}
