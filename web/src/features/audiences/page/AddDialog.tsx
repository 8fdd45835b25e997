import { Alert, Button, Group, SegmentedControl, Stack } from "@mantine/core";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiError } from "../../../api/errors";
import type { Audience, RuleGroup } from "../../../api/schema";
import { useFormat } from "../../../i18n/format";
import { Dialog } from "../../../ui/Dialog";
import { notifyDone } from "../../../ui/notify";
import { messageOf } from "../../../ui/Problem";
import { ContactPicker } from "../../contacts/ContactPicker";
import { useMemberActions } from "../api";
import { errorsByNode, finished } from "../rules/finished";
import { RuleBuilder } from "../rules/RuleBuilder";
import { EMPTY } from "../rules/tree";

/** Put contacts into a static audience: one by one, or everybody whom rules mean now. */
export function AddDialog({ audience, onClose }: { audience: Audience; onClose: () => void }) {
  const { t } = useTranslation("audiences");
  const format = useFormat();
  const [by, setBy] = useState("one");
  const [draft, setDraft] = useState<RuleGroup | null>(null);
  const { add, addMatching } = useMemberActions(audience.id);
  const { rules } = useMemo(() => finished(draft ?? EMPTY), [draft]);
  const done = ({ added, alreadyMembers }: { added: number; alreadyMembers: number }) =>
    notifyDone(
      added || !alreadyMembers
        ? t("add.done", { count: added, number: format.number(added) })
        : t("add.already", { count: alreadyMembers, number: format.number(alreadyMembers) }),
    );
  const nodes = addMatching.error instanceof ApiError ? errorsByNode(addMatching.error.fieldErrors) : {};
  return (
    <Dialog
      onClose={onClose}
      title={t("add.title", { name: audience.name })}
      size={by === "one" ? "md" : "xl"}
    >
      <Stack gap="md">
        <SegmentedControl
          w="fit-content"
          aria-label={t("add.by")}
          data={["one", "rules"].map((value) => ({ value, label: t(`add.${value}`) }))}
          value={by}
          onChange={setBy}
        />
        {by === "one" ? (
          <ContactPicker label={t("add.contact")} onChoose={(id) => add.mutate([id], { onSuccess: done })} />
        ) : (
          <RuleBuilder
            value={draft as Record<string, unknown> | null}
            onChange={(next) => {
              setDraft(next as RuleGroup | null);
              addMatching.reset();
            }}
            errors={nodes}
          />
        )}
        {addMatching.error && Object.keys(nodes).length === 0 && (
          <Alert color="red" role="alert">
            {messageOf(addMatching.error)}
          </Alert>
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t("common:action.close")}
          </Button>
          {by === "rules" && (
            <Button
              disabled={!rules}
              loading={addMatching.isPending}
              onClick={() =>
                rules &&
                addMatching.mutate(rules, {
                  onSuccess: (counts) => {
                    done(counts);
                    onClose();
                  },
                })
              }
            >
              {t("add.action")}
            </Button>
          )}
        </Group>
      </Stack>
    </Dialog>
  );
}
