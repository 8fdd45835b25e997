import { Code } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { AuditLine } from "../../api/schema";
import { useFormat } from "../../i18n/format";
import { Dialog } from "../../ui/Dialog";
import { Fact, Facts } from "../../ui/Facts";

/** One line of the audit log with what was before and after. */
export function AuditDetail({ line, onClose }: { line: AuditLine; onClose: () => void }) {
  const { t } = useTranslation("privacy");
  const format = useFormat();
  const shown = (facts: AuditLine["after"]) => facts && <Code block>{JSON.stringify(facts, null, 2)}</Code>;
  return (
    <Dialog onClose={onClose} title={<code className="ltr">{line.action}</code>} size="lg">
      <Facts>
        <Fact name={t("audit.at")}>{format.dateTime(line.at)}</Fact>
        <Fact name={t("audit.who")}>
          <bdi>{line.actor.name ?? t(`audit.actors.${line.actor.kind}`)}</bdi>
        </Fact>
        <Fact name={t("audit.on")}>
          <bdi className="ltr">
            {line.subject.kind} {line.subject.id}
          </bdi>
        </Fact>
        <Fact name={t("audit.from")}>{line.address && <bdi className="ltr">{line.address}</bdi>}</Fact>
        <Fact name={t("common:problem.requestId")}>
          {line.requestId && <code className="ltr">{line.requestId}</code>}
        </Fact>
        <Fact name={t("audit.before")}>{shown(line.before)}</Fact>
        <Fact name={t("audit.after")}>{shown(line.after)}</Fact>
        <Fact name={t("audit.hash")}>
          <code className="ltr">{line.hash}</code>
        </Fact>
      </Facts>
    </Dialog>
  );
}
