import { Button, Group, Stack, Text, Tooltip } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useTranslation } from "react-i18next";
import type { Import } from "../../api/schema";
import { useFormat } from "../../i18n/format";
import { Section } from "../../ui/Section";
import { useImportStep } from "./api";
import { OutcomeBar } from "./OutcomeBar";
import { ProblemsPanel } from "./problems/ProblemsPanel";
import { Samples } from "./Samples";
import { SaveMappingDialog } from "./SaveMappingDialog";

/** The dry run: what would become of the rows, what would change, and what is wrong, to be put right here. */
export function CheckStep({ one, onMap }: { one: Import; onMap: () => void }) {
  const { t } = useTranslation("imports");
  const format = useFormat();
  const running = useImportStep(one.id, "execute");
  const again = useImportStep(one.id, "preview");
  const [saving, save] = useDisclosure(false);
  const found = one.preview;
  if (!found) return null;
  const good = found.rows - found.rejected;
  return (
    <Stack gap="lg">
      <OutcomeBar counts={found} legend ahead />
      <Group gap="xs">
        <Button loading={running.isPending} disabled={good === 0} onClick={() => running.mutate()}>
          {t("check.run", { count: good, number: format.number(good) })}
        </Button>
        <Button variant="default" onClick={onMap}>
          {t("check.map")}
        </Button>
        <Button variant="default" onClick={save.open}>
          {t("saveMapping.open")}
        </Button>
        {found.outdated && (
          <Tooltip label={t("check.outdated")} multiline maw={300}>
            <Button variant="default" loading={again.isPending} onClick={() => again.mutate()}>
              {t("check.again")}
            </Button>
          </Tooltip>
        )}
        {found.rejected > 0 && (
          <Text size="sm" c="dimmed">
            {t("check.rejected", { count: found.rejected, number: format.number(found.rejected) })}
          </Text>
        )}
      </Group>
      {((found.problemRows ?? 0) > 0 || found.rejected > 0) && (
        <Section title={t("problems.title")}>
          <ProblemsPanel one={one} />
        </Section>
      )}
      {found.samples && <Samples samples={found.samples} columns={one.columns} />}
      {saving && <SaveMappingDialog importId={one.id} onClose={save.close} />}
    </Stack>
  );
}
