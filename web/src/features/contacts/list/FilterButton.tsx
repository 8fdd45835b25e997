import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconFilter } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { RuleGroup } from "../../../api/schema";
import { lazyPart } from "../../../ui/lazyPart";
import { finished } from "../../audiences/rules/finished";
import { EMPTY } from "../../audiences/rules/tree";
import { conditionCount, type Question } from "../question";

const RuleBuilder = lazyPart(() => import("../../audiences/rules/RuleBuilder"), "RuleBuilder", "rules");
interface Props {
  filter: Question["filter"];
  /** What the list is searched for besides. */
  search: string;
  onChange: (filter: Question["filter"]) => void;
}

/** The filter builder: the same rules as a live audience, for this list. */
export function FilterButton({ filter, search, onChange }: Props) {
  const { t } = useTranslation("contacts");
  const [opened, dialog] = useDisclosure(false);
  const [draft, setDraft] = useState<Question["filter"]>(filter);
  const count = conditionCount(filter);
  const open = () => {
    setDraft(filter);
    dialog.open();
  };
  const apply = (next: Question["filter"]) => {
    // What has no value yet is left out, as the count said.
    const { rules } = finished((next as RuleGroup | null) ?? EMPTY);
    onChange(rules && { ...rules });
    dialog.close();
  };
  return (
    <>
      <Button
        variant={count ? "light" : "default"}
        leftSection={<IconFilter size={14} />}
        onClick={open}
        aria-haspopup="dialog"
      >
        {count ? t("filter.some", { count }) : t("filter.none")}
      </Button>
      <Modal opened={opened} onClose={dialog.close} title={t("filter.title")} size="xl">
        <Stack gap="md">
          <RuleBuilder value={draft} onChange={setDraft} />
          {search && (
            <Text size="xs" c="dimmed">
              {t("filter.searched", { search })}
            </Text>
          )}
          <Group justify="space-between">
            <Button variant="subtle" color="gray" onClick={() => apply(null)} disabled={!count}>
              {t("filter.clear")}
            </Button>
            <Group gap="xs">
              <Button variant="default" onClick={dialog.close}>
                {t("common:action.cancel")}
              </Button>
              <Button onClick={() => apply(draft)}>{t("filter.apply")}</Button>
            </Group>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
