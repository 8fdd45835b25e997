import { Button, Group, Modal, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, call } from "../../api/client";
import { hides } from "../../api/errors";
import { Waiting } from "../../app/Waiting";
import { notifyDone } from "../../ui/notify";
import { Problem } from "../../ui/Problem";
import { useMergeContacts, useUnmerge } from "./api";
import { MovesOver } from "./review/MovesOver";
import { SideBySide } from "./review/SideBySide";
import { useMergePlan } from "./review/useMergePlan";

interface Props {
  opened: boolean;
  leftId: string;
  rightId: string;
  onClose: () => void;
  onMerged: () => void;
}

const contactOf = (id: string) => ({
  queryKey: ["contacts", "to-merge", id],
  queryFn: () => call(api.GET("/api/contact/{id}", { params: { path: { id } } })),
});

/** Merge two contacts side by side. */
export function MergeDialog({ opened, onClose, ...rest }: Props) {
  const { t } = useTranslation("quality");
  return (
    <Modal opened={opened} onClose={onClose} title={t("merge.title")} size="xl">
      <Body onClose={onClose} {...rest} />
    </Modal>
  );
}

function Body({ leftId, rightId, onClose, onMerged }: Omit<Props, "opened">) {
  const { t } = useTranslation("quality");
  const left = useQuery(contactOf(leftId));
  const right = useQuery(contactOf(rightId));
  const plan = useMergePlan(leftId, rightId);
  const merging = useMergeContacts();
  const undoing = useUnmerge();
  const failed = [left, right, plan.preview].find(hides);
  if (failed) return <Problem error={failed.error} />;
  if (!left.data || !right.data) return <Waiting />;
  const merge = () =>
    merging.mutate(plan, {
      onSuccess: (made) => {
        const id = made.merges[0]?.id;
        notifyDone(
          t("merge.done"),
          id && (
            <Button variant="subtle" size="compact-xs" onClick={() => undoing.mutate(id)}>
              {t("common:action.undo")}
            </Button>
          ),
        );
        onMerged();
      },
    });
  return (
    <Stack gap="sm">
      <SideBySide
        left={left.data}
        right={right.data}
        fields={plan.preview.data?.fields}
        survivor={plan.survivor}
        choices={plan.choices}
        onSurvivor={plan.setSurvivor}
        onChoice={plan.choose}
      />
      <MovesOver
        moved={plan.preview.data?.moved}
        survivor={plan.survivor === leftId ? left.data : right.data}
      />
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          {t("common:action.cancel")}
        </Button>
        <Button onClick={merge} loading={merging.isPending} disabled={!plan.preview.data}>
          {t("merge.action")}
        </Button>
      </Group>
    </Stack>
  );
}
