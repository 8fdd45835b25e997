import { Alert, Button, Group, Loader, Stack } from "@mantine/core";
import { IconPencil } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiError } from "../../../api/errors";
import type { Audience, RuleGroup } from "../../../api/schema";
import { LeaveGuard } from "../../../ui/LeaveGuard";
import { notifyDone } from "../../../ui/notify";
import { messageOf } from "../../../ui/Problem";
import { useMay } from "../../session/session";
import { useChangeAudience } from "../api";
import { errorsByNode } from "../rules/finished";
import { RuleBuilder } from "../rules/RuleBuilder";
import { useWords } from "../rules/useWords";
import { RulesTree } from "./RulesTree";

/** The rules of a live audience in words, and in the builder to change them. */
export function RulesTab({ audience }: { audience: Audience }) {
  const { t } = useTranslation("audiences");
  const manages = useMay("manager");
  const words = useWords(audience.rules);
  const [draft, setDraft] = useState<RuleGroup | null>(null);
  const [editing, setEditing] = useState(false);
  // As it was when its rules were opened: what somebody else saved since is not overwritten unseen.
  const [opened, setOpened] = useState(audience);
  const saving = useChangeAudience(opened);
  if (!audience.rules || !words) return <Loader size="sm" color="gray" />;
  if (!editing)
    return (
      <Stack gap="md" maw={720}>
        <RulesTree group={audience.rules} words={words} />
        {manages && (
          <Group>
            <Button
              variant="default"
              leftSection={<IconPencil size={14} />}
              onClick={() => {
                setOpened(audience);
                setDraft(audience.rules);
                setEditing(true);
              }}
            >
              {t("editRules")}
            </Button>
          </Group>
        )}
      </Stack>
    );
  const nodes = saving.error instanceof ApiError ? errorsByNode(saving.error.fieldErrors) : {};
  const close = () => {
    saving.reset();
    setEditing(false);
  };
  return (
    <Stack gap="md" maw={1120}>
      <LeaveGuard when={JSON.stringify(draft) !== JSON.stringify(opened.rules)} />
      <RuleBuilder
        value={draft as Record<string, unknown> | null}
        onChange={(next) => {
          setDraft(next as RuleGroup | null);
          saving.reset();
        }}
        errors={nodes}
      />
      {saving.error && Object.keys(nodes).length === 0 && (
        <Alert color="red" role="alert">
          {messageOf(saving.error)}
        </Alert>
      )}
      <Group gap="xs">
        <Button
          disabled={!draft}
          loading={saving.isPending}
          onClick={() =>
            draft &&
            saving.mutate(
              { rules: draft },
              {
                onSuccess: () => {
                  close();
                  notifyDone(t("rulesSaved"));
                },
              },
            )
          }
        >
          {t("saveRules")}
        </Button>
        <Button variant="default" onClick={close}>
          {t("common:action.cancel")}
        </Button>
      </Group>
    </Stack>
  );
}
