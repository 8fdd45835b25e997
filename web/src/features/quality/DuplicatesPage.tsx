import { Button, Group, Select } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconArrowsJoin2 } from "@tabler/icons-react";
import { parseAsInteger, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useTranslation } from "react-i18next";
import { Waiting } from "../../app/Waiting";
import { useFormat } from "../../i18n/format";
import { EmptyState } from "../../ui/EmptyState";
import { NumberInput } from "../../ui/inputs";
import { Problem } from "../../ui/Problem";
import { useMay } from "../session/session";
import { QualityFrame } from "./QualityFrame";
import { AcceptDialog } from "./review/AcceptDialog";
import { PairList } from "./review/PairList";
import { PairReview, UndoButton } from "./review/PairReview";
import { pairKey } from "./review/queue";
import classes from "./review/Review.module.css";
import { ScansDialog } from "./review/ScansDialog";
import { useReview } from "./review/useReview";
import { useReviewKeys } from "./review/useReviewKeys";

const KINDS = ["certain", "probable"] as const;
const STATES = ["open", "dismissed"] as const;
const IN_URL = {
  kind: parseAsStringLiteral(KINDS),
  score: parseAsInteger.withDefault(0),
  status: parseAsStringLiteral(STATES).withDefault("open"),
};

/** Pairs of contacts that may be one person, decided one by one, by keyboard. */
export function Component() {
  const { t } = useTranslation("quality");
  const format = useFormat();
  const manages = useMay("manager");
  const [question, ask] = useQueryStates(IN_URL);
  const review = useReview(question);
  const [accepting, accept] = useDisclosure(false);
  const [scanning, scans] = useDisclosure(false);
  useReviewKeys({ u: manages && review.canUndo ? review.undo : undefined });
  const { list, rows, chosen } = review;
  const narrowed = question.kind !== null || question.score > 0 || question.status !== "open";
  return (
    <QualityFrame
      name={t("tabs.duplicates")}
      note={list.total === undefined ? undefined : t("review.waiting", waiting(list.total, format.number))}
      fill
      actions={
        <>
          <Button variant="default" onClick={scans.open}>
            {t("scan.open")}
          </Button>
          {manages && (
            <Button variant="default" onClick={accept.open}>
              {t("accept.open")}
            </Button>
          )}
        </>
      }
      bar={
        <Group gap="xs" wrap="nowrap" ms="auto">
          <Select
            size="xs"
            w={124}
            aria-label={t("review.state")}
            data={STATES.map((value) => ({ value, label: t(`review.states.${value}`) }))}
            value={question.status}
            onChange={(status) => ask({ status: status as (typeof STATES)[number] })}
          />
          <Select
            size="xs"
            w={124}
            aria-label={t("review.kind")}
            placeholder={t("review.kind")}
            clearable
            data={KINDS.map((value) => ({ value, label: t(`review.${value}`) }))}
            value={question.kind}
            onChange={(kind) => ask({ kind: kind as (typeof KINDS)[number] | null })}
          />
          <NumberInput
            size="xs"
            w={92}
            min={0}
            max={100}
            allowDecimal={false}
            prefix="≥ "
            suffix=" %"
            aria-label={t("review.score")}
            value={question.score}
            onChange={(score) => ask({ score: Number(score) || 0 })}
          />
        </Group>
      }
    >
      {list.error && rows.length === 0 ? (
        <Problem error={list.error} onRetry={list.retry} />
      ) : list.isPending ? (
        <Waiting />
      ) : chosen ? (
        <div className={classes.review}>
          <PairList rows={rows} chosen={chosen} onChoose={review.choose} />
          <section className={classes.case} aria-label={t("review.pair")}>
            <PairReview key={pairKey(chosen)} pair={chosen} review={review} />
          </section>
        </div>
      ) : (
        <EmptyState
          icon={IconArrowsJoin2}
          title={t(narrowed ? "review.none" : "review.empty")}
          text={narrowed ? undefined : t("review.emptyText")}
        >
          {manages && <Button onClick={scans.open}>{t("scan.open")}</Button>}
          {review.canUndo && <UndoButton review={review} />}
        </EmptyState>
      )}
      {accepting && <AcceptDialog onClose={accept.close} />}
      {scanning && <ScansDialog onClose={scans.close} />}
    </QualityFrame>
  );
}

const waiting = (count: number, number: (value: number) => string) => ({ count, number: number(count) });
