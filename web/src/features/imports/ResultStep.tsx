import { Alert, Anchor, Button, Group, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconDownload } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import { downloadAddress } from "../../api/client";
import type { Import } from "../../api/schema";
import { useFormat } from "../../i18n/format";
import { useServerWords } from "../../i18n/serverWords";
import { Section } from "../../ui/Section";
import { useImportStep, useRetry } from "./api";
import { OutcomeBar } from "./OutcomeBar";
import { ProblemsPanel } from "./problems/ProblemsPanel";
import { ResultFacts } from "./ResultFacts";
import { SaveMappingDialog } from "./SaveMappingDialog";
import { UndoImport } from "./UndoImport";
import { Undone } from "./Undone";
import { Working } from "./Working";

/** What an import did: totals, the rejected rows to put right, and undo. */
export function ResultStep({ one }: { one: Import }) {
  const { t } = useTranslation("imports");
  const format = useFormat();
  const { wordsOfError } = useServerWords();
  const navigate = useNavigate();
  const resuming = useImportStep(one.id, "resume");
  const retrying = useRetry(one.id);
  const [undoing, undo] = useDisclosure(false);
  const [saving, save] = useDisclosure(false);
  if (one.status === "undoing") return <Working one={one} what="undo" />;
  const halted = one.status === "cancelled" || one.status === "failed";
  const changed = one.counts.created + one.counts.updated > 0;
  const retriable = one.status === "completed" && one.counts.rejected > 0 && !one.retriedAs;
  return (
    <Stack gap="lg">
      {one.undone && <Undone undone={one.undone} />}
      {halted && (
        <Alert
          color={one.status === "failed" ? "red" : "yellow"}
          title={t(`result.${one.status}`)}
          role="alert"
        >
          {one.error ? wordsOfError(one.error, one.error.message) : t("result.stoppedText")}
        </Alert>
      )}
      <OutcomeBar counts={one.counts} legend />
      <ResultFacts one={one} />
      <Group gap="xs">
        {halted && (
          <Button loading={resuming.isPending} onClick={() => resuming.mutate()}>
            {t("result.resume")}
          </Button>
        )}
        {one.status === "completed" && (
          <Button component={Link} to="/contacts?sortBy=updatedAt">
            {t("result.contacts")}
          </Button>
        )}
        {one.rejects && (
          <Button
            variant="default"
            component="a"
            href={downloadAddress(one.rejects)}
            download
            leftSection={<IconDownload size={14} />}
          >
            {t("result.rejects", { count: one.counts.rejected, number: format.number(one.counts.rejected) })}
          </Button>
        )}
        <Button variant="default" onClick={save.open}>
          {t("saveMapping.open")}
        </Button>
        {one.status !== "undone" && changed && (
          <Button variant="default" onClick={undo.open}>
            {t("undo.open")}
          </Button>
        )}
      </Group>
      {one.retriedAs && (
        <Text size="sm">
          <Anchor component={Link} to={`/imports/${one.retriedAs}`} inherit>
            {t("result.retriedAs")}
          </Anchor>
        </Text>
      )}
      {one.status === "completed" &&
        !one.retriedAs &&
        one.counts.rejected + one.counts.attributeErrors > 0 && (
          <Section
            title={t("problems.title")}
            actions={
              retriable && (
                <Button
                  variant="default"
                  loading={retrying.isPending}
                  onClick={() =>
                    retrying.mutate(undefined, {
                      onSuccess: (made) => navigate(`/imports/${made.id}?step=check`),
                    })
                  }
                >
                  {t("result.retry")}
                </Button>
              )
            }
          >
            <Text size="sm" c="dimmed" mb="sm">
              {t("result.retryText")}
            </Text>
            <ProblemsPanel one={one} />
          </Section>
        )}
      {undoing && <UndoImport one={one} onClose={undo.close} />}
      {saving && <SaveMappingDialog importId={one.id} onClose={save.close} />}
    </Stack>
  );
}
