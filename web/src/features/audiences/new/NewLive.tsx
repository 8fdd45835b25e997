import { Button, Group, Input, Stack } from "@mantine/core";
import { type FormEvent, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { ApiError } from "../../../api/errors";
import type { RuleGroup } from "../../../api/schema";
import { fieldErrors } from "../../../ui/formErrors";
import { LeaveGuard } from "../../../ui/LeaveGuard";
import { notifyDone } from "../../../ui/notify";
import { messageOf } from "../../../ui/Problem";
import { useCreateAudience } from "../api";
import { errorsByNode } from "../rules/finished";
import { RuleBuilder } from "../rules/RuleBuilder";
import { NamesInputs } from "./NamesInputs";

interface Props {
  /** What the form begins with. */
  name?: string;
  rules?: RuleGroup | null;
}

/** A live audience: whoever its rules hold for. */
export function NewLive({ name = "", rules = null }: Props) {
  const { t } = useTranslation("audiences");
  const navigate = useNavigate();
  const [names, setNames] = useState({ name, description: "" });
  const [draft, setDraft] = useState<RuleGroup | null>(rules);
  const creating = useCreateAudience();
  const fields = creating.error instanceof ApiError ? creating.error.fieldErrors : {};
  const errors = fieldErrors(creating.error);
  const about = Object.keys(errors).some((key) => /^(rules\.|description$|name$)/.test(key));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    creating.mutate({
      name: names.name,
      description: names.description || null,
      type: "live",
      rules: draft,
    });
  };
  const made = creating.data;
  useEffect(() => {
    if (!made) return;
    notifyDone(t("created", { name: made.name }));
    navigate(`/audiences/${made.id}`);
  }, [made, navigate, t]);
  return (
    <form onSubmit={submit}>
      <LeaveGuard when={!made && JSON.stringify(draft) !== JSON.stringify(rules)} />
      <Stack gap="md">
        <NamesInputs
          value={names}
          onChange={setNames}
          errors={{
            ...errors,
            name: errors.name ?? (creating.error && !about ? messageOf(creating.error) : undefined),
          }}
        />
        <Input.Wrapper label={t("rules")} labelElement="div" description={t("rulesHint")}>
          <Stack mt="xs">
            <RuleBuilder
              value={draft as Record<string, unknown> | null}
              onChange={(next) => {
                setDraft(next as RuleGroup | null);
                creating.reset();
              }}
              errors={creating.error ? errorsByNode(fields) : undefined}
            />
          </Stack>
        </Input.Wrapper>
        <Group gap="xs">
          <Button type="submit" loading={creating.isPending} disabled={!draft}>
            {t("create.live")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
