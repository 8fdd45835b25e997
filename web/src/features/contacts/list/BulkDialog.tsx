import { Button, Group, Loader, Select, Stack, Text, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../../../i18n/format";
import { Dialog } from "../../../ui/Dialog";
import { notifyDone, notifyError } from "../../../ui/notify";
import { Problem } from "../../../ui/Problem";
import { AttributeInput } from "../../attributes/AttributeInput";
import { attributesQuery } from "../../attributes/api";
import { AudiencePicker } from "../../audiences/AudiencePicker";
import { useMay } from "../../session/session";
import { TagPicker } from "../../tags/TagPicker";
import { countQuery, undoBulk, useBulkAction } from "../api";

export type BulkKind =
  | "tag"
  | "untag"
  | "add_to_audience"
  | "remove_from_audience"
  | "archive"
  | "unarchive"
  | "delete"
  | "restore"
  | "set_field";

const PLAIN_FIELDS = ["city", "state", "zip", "address", "occupation", "gender"] as const;

interface Props {
  kind: BulkKind;
  filter: Record<string, unknown>;
  onClose: () => void;
  onStarted: () => void;
}

/** Count first, ask for what the action needs, start it with that count. It can be undone from the notice. */
export function BulkDialog({ kind, filter, onClose, onStarted }: Props) {
  const { t } = useTranslation("contacts");
  const format = useFormat();
  const count = useQuery(countQuery(filter));
  const starting = useBulkAction();
  const manages = useMay("manager");
  const { data: attributes } = useQuery(attributesQuery);
  const [tag, setTag] = useState("");
  const [audienceId, setAudienceId] = useState<string | null>(null);
  const [field, setField] = useState<string | null>(null);
  const [value, setValue] = useState<unknown>(null);

  const tagged = kind === "tag" || kind === "untag";
  const audience = kind === "add_to_audience" || kind === "remove_from_audience";
  const definition = attributes?.find((one) => `customAttributes.${one.name}` === field);
  const parameters = tagged
    ? { tag }
    : audience
      ? { audienceId }
      : kind === "set_field"
        ? { field, value: value === "" ? null : value }
        : undefined;
  const ready = tagged ? tag !== "" : audience ? audienceId !== null : kind !== "set_field" || field !== null;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!count.data) return;
    starting.mutate(
      { action: kind, parameters, filter, expectedCount: count.data.count },
      {
        onSuccess: (action) => {
          onStarted();
          onClose();
          notifyDone(
            t("bulk.started", { number: format.number(count.data.count) }),
            manages && (
              <Button
                variant="subtle"
                size="compact-xs"
                onClick={() => undoBulk(action.id).then(() => notifyDone(t("bulk.undoing")), notifyError)}
              >
                {t("common:action.undo")}
              </Button>
            ),
          );
        },
        onError: notifyError,
      },
    );
  };

  return (
    <Dialog onClose={onClose} title={t(`bulk.${kind}.title`)}>
      {count.isError ? (
        <Problem error={count.error} onRetry={() => count.refetch()} />
      ) : (
        <form onSubmit={submit}>
          <Stack gap="md">
            <Text size="sm" component="div">
              {count.data ? (
                t(`bulk.${kind}.text`, { number: format.number(count.data.count), count: count.data.count })
              ) : (
                <Loader size="xs" />
              )}
            </Text>
            {tagged && (
              <TagPicker
                label={t("field.tags")}
                value={tag ? [tag] : []}
                max={1}
                onChange={(tags) => setTag(tags[0] ?? "")}
                creatable={kind === "tag" && manages}
              />
            )}
            {audience && (
              <AudiencePicker
                label={t("bulk.audience")}
                kind="static"
                value={audienceId}
                onChange={setAudienceId}
              />
            )}
            {kind === "set_field" && (
              <>
                <Select
                  label={t("bulk.field")}
                  searchable
                  data={[
                    ...PLAIN_FIELDS.map((one) => ({ value: one, label: t(`field.${one}`) })),
                    ...(attributes ?? []).map((one) => ({
                      value: `customAttributes.${one.name}`,
                      label: one.displayName,
                    })),
                  ]}
                  value={field}
                  onChange={(chosen) => {
                    setField(chosen);
                    setValue(null);
                  }}
                />
                {definition ? (
                  <AttributeInput
                    definition={definition}
                    value={value as never}
                    onChange={setValue}
                    label={t("bulk.value")}
                  />
                ) : (
                  field && (
                    <TextInput
                      label={t("bulk.value")}
                      value={(value as string | null) ?? ""}
                      onChange={(event) => setValue(event.currentTarget.value)}
                    />
                  )
                )}
                {field && (value === null || value === "") && (
                  <Text size="xs" c="dimmed">
                    {t("bulk.valueHint")}
                  </Text>
                )}
              </>
            )}
            <Group justify="flex-end" gap="xs">
              <Button variant="default" onClick={onClose}>
                {t("common:action.cancel")}
              </Button>
              <Button
                type="submit"
                color={kind === "delete" ? "red" : undefined}
                disabled={!ready || !count.data || count.data.count === 0}
                loading={starting.isPending}
              >
                {t(`bulk.${kind}.verb`)}
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Dialog>
  );
}
