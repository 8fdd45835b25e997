import { Alert, Textarea } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../../i18n/format";
import { useServerWords } from "../../i18n/serverWords";
import { FormDialog } from "../../ui/FormDialog";
import { notifyDone } from "../../ui/notify";
import { useSuppress } from "./api";
import { numbersOf } from "./numbers";
import { asCreate, emptyWhy, type Why, WhyInputs } from "./WhyInputs";

const MOST = 1000;

/** Suppress one number or many that are pasted, each in a line. */
export function SuppressDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("privacy");
  const format = useFormat();
  const { wordsOfField } = useServerWords();
  const [text, setText] = useState("");
  const [why, setWhy] = useState<Why>(emptyWhy);
  const suppressing = useSuppress();
  const numbers = numbersOf(text);
  const refused = suppressing.data?.errors ?? [];
  const submit = () => {
    suppressing.mutate(
      numbers.map((phone) => ({ phone, ...asCreate(why) })),
      {
        onSuccess: (answer) => {
          const added = { count: answer.added, number: format.number(answer.added) };
          notifyDone(t("suppress.done", { ...added, known: format.number(answer.alreadySuppressed) }));
          if (answer.failed === 0) onClose();
          else setText(answer.errors.map((error) => numbers[error.index] ?? "").join("\n"));
        },
      },
    );
  };
  return (
    <FormDialog
      title={t("suppress.title")}
      sending={suppressing}
      action={t("suppress.action", { count: numbers.length })}
      disabled={numbers.length === 0 || numbers.length > MOST}
      onSubmit={submit}
      onClose={onClose}
    >
      {() => (
        <>
          {refused[0] && (
            <Alert color="yellow" role="alert">
              {t("suppress.refused", { count: refused.length })}{" "}
              {wordsOfField(refused[0].field, refused[0], refused[0].message)}
            </Alert>
          )}
          <Textarea
            label={t("suppress.numbers")}
            description={t("suppress.numbersHint", { most: format.number(MOST) })}
            data-autofocus
            minRows={3}
            maxRows={10}
            required
            withAsterisk={false}
            value={text}
            error={numbers.length > MOST ? t("suppress.tooMany", { most: format.number(MOST) }) : undefined}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <WhyInputs why={why} onChange={setWhy} />
        </>
      )}
    </FormDialog>
  );
}
