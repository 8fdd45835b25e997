import { Text } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { skipToken, useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, call } from "../../../api/client";
import { queryClient } from "../../../api/query";
import { useFormat } from "../../../i18n/format";
import { FormDialog } from "../../../ui/FormDialog";
import { NumberInput } from "../../../ui/inputs";
import { notifyDone } from "../../../ui/notify";

/** How many pairs wait from a score on; those that were skipped are not merged unseen. */
async function countFrom(minScore: number): Promise<number> {
  const total = async (status: "open" | "skipped") =>
    (await call(api.GET("/api/duplicates", { params: { query: { status, minScore, limit: 1 } } }))).meta
      .total;
  const [waiting, skipped] = await Promise.all([total("open"), total("skipped")]);
  return waiting - skipped;
}

/** Merge every pair from a score on, with the count first. */
export function AcceptDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("quality");
  const format = useFormat();
  const [percent, setPercent] = useState<number | "">(99);
  const [asked] = useDebouncedValue(percent, 250);
  const counted = useQuery({
    queryKey: ["duplicates", "count", asked],
    queryFn: asked === "" ? skipToken : () => countFrom(asked / 100),
  });
  const count = percent === asked ? counted.data : undefined;
  const accepting = useMutation({
    mutationFn: (expectedCount: number) =>
      call(api.POST("/api/duplicates/accept", { body: { minScore: Number(asked) / 100, expectedCount } })),
    onSuccess: () => {
      for (const topic of ["duplicates", "jobs"]) queryClient.invalidateQueries({ queryKey: [topic] });
      notifyDone(t("accept.started"));
      onClose();
    },
    onError: () => counted.refetch(),
  });
  return (
    <FormDialog
      title={t("accept.title")}
      sending={accepting}
      action={count ? t("accept.action", { count, number: format.number(count) }) : t("merge.action")}
      disabled={!count}
      onSubmit={() => count && accepting.mutate(count)}
      onClose={onClose}
    >
      {() => (
        <>
          <Text size="sm" c="dimmed">
            {t("accept.text")}
          </Text>
          <NumberInput
            label={t("accept.score")}
            min={50}
            max={100}
            decimalScale={1}
            suffix=" %"
            value={percent}
            onChange={(value) => setPercent(typeof value === "number" ? value : "")}
            data-autofocus
          />
          <Text size="sm" aria-live="polite">
            {count === undefined
              ? t("accept.counting")
              : t("accept.count", { count, number: format.number(count) })}
          </Text>
        </>
      )}
    </FormDialog>
  );
}
