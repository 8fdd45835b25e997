import { Anchor, Button, Group, List, Stack, Text, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Audience } from "../../../api/schema";
import { useFormat } from "../../../i18n/format";
import { Dialog } from "../../../ui/Dialog";
import { NumberInput } from "../../../ui/inputs";
import { messageOf } from "../../../ui/Problem";
import { useSplitAudience } from "../api";

/** Make static audiences that together have every member once. */
export function SplitDialog({ audience, onClose }: { audience: Audience; onClose: () => void }) {
  const { t } = useTranslation("audiences");
  const format = useFormat();
  const [parts, setParts] = useState(2);
  const [names, setNames] = useState<Record<number, string>>({});
  const splitting = useSplitAudience(audience.id);
  const usual = (at: number) => t("split.usual", { name: audience.name, part: at + 1, parts });
  const shown = Array.from({ length: parts }, (_, at) => names[at] ?? usual(at));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    splitting.mutate({ parts, names: shown });
  };
  return (
    <Dialog onClose={onClose} title={t("split.title", { name: audience.name })}>
      {splitting.data ? (
        <Stack gap="sm">
          <Text size="sm">{t("split.done")}</Text>
          <List size="sm" spacing={4}>
            {splitting.data.data.map((part) => (
              <List.Item key={part.id}>
                <Anchor component={Link} to={`/audiences/${part.id}`} size="sm" onClick={onClose}>
                  <bdi>{part.name}</bdi>
                </Anchor>{" "}
                <span className="quiet figures">{format.number(part.contactCount)}</span>
              </List.Item>
            ))}
          </List>
          <Group justify="flex-end">
            <Button onClick={onClose}>{t("common:action.done")}</Button>
          </Group>
        </Stack>
      ) : (
        <form onSubmit={submit}>
          <Stack gap="sm">
            <Text size="sm" c="dimmed">
              {t("split.text")}
            </Text>
            <NumberInput
              label={t("split.parts")}
              min={2}
              max={20}
              clampBehavior="strict"
              allowDecimal={false}
              data-autofocus
              value={parts}
              onChange={(value) => typeof value === "number" && value >= 2 && setParts(value)}
            />
            {shown.map((name, at) => (
              <TextInput
                key={at}
                label={t("split.name", { part: at + 1 })}
                value={name}
                onChange={(event) => setNames({ ...names, [at]: event.currentTarget.value })}
              />
            ))}
            {splitting.error && (
              <Text size="sm" c="var(--bad)" role="alert">
                {messageOf(splitting.error)}
              </Text>
            )}
            <Group justify="flex-end" gap="xs">
              <Button variant="default" onClick={onClose}>
                {t("common:action.cancel")}
              </Button>
              <Button type="submit" loading={splitting.isPending}>
                {t("split.action")}
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Dialog>
  );
}
