import { Button, List } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ContactDetails } from "../../../api/schema";
import { useFormat } from "../../../i18n/format";
import { Fact, Facts } from "../../../ui/Facts";
import { Mark, type Tone } from "../../../ui/Mark";
import { Moment } from "../../../ui/Moment";
import { Section } from "../../../ui/Section";
import { useMay } from "../../session/session";
import { callableQuery, callsQuery, useContactActions } from "./api";
import { LiftHere, SuppressHere } from "./Suppress";

const TONES: Record<string, Tone> = {
  reachable: "good",
  at_risk: "warn",
  unreachable: "bad",
  not_in_service: "bad",
  unknown: "quiet",
};

/** May this contact be called, why not, and how calls went so far. */
export function Reach({ contact }: { contact: ContactDetails }) {
  const { t } = useTranslation("contact");
  const format = useFormat();
  const manages = useMay("manager");
  const { data: callable } = useQuery(callableQuery(contact.id));
  const { data: calls } = useQuery(callsQuery(contact.id));
  const { verify } = useContactActions(contact.id);
  const [suppressing, setSuppressing] = useState(false);
  const [lifting, setLifting] = useState<string | null>(null);
  const engagement = calls?.engagement;
  return (
    <Section
      title={t("reach")}
      note={
        callable && (
          <Mark tone={callable.callable ? "good" : "bad"}>
            {t(callable.callable ? "callable" : "notCallable")}
          </Mark>
        )
      }
      actions={
        manages &&
        !contact.deletedAt && (
          <Button variant="subtle" size="compact-xs" color="red" onClick={() => setSuppressing(true)}>
            {t("suppress")}
          </Button>
        )
      }
    >
      {callable && callable.reasons.length > 0 && (
        <List size="sm" mb="xs">
          {callable.reasons.map((reason) => (
            <List.Item key={reason.code}>{t(`reason.${reason.code}`)}</List.Item>
          ))}
        </List>
      )}
      {contact.suppressions.map((one) => (
        <div key={one.id} className="quiet">
          {t(`privacy:channels.${one.channel}`)} ·{" "}
          {t(`privacy:reasons.${one.reason}`, { defaultValue: one.reason })} · <Moment value={one.since} />
          {one.expiresAt && ` · ${t("until", { date: format.date(one.expiresAt) })}`}
          {manages && (
            <Button variant="subtle" size="compact-xs" ms={4} onClick={() => setLifting(one.id)}>
              {t("privacy:lift.action")}
            </Button>
          )}
        </div>
      ))}
      {engagement && (
        <Facts>
          <Fact name={t("reachability")}>
            <Mark tone={TONES[engagement.reachability] ?? "quiet"}>
              {t(`reachable.${engagement.reachability}`)}
            </Mark>
          </Fact>
          <Fact name={t("attempts")}>
            {t("answered", {
              attempts: format.number(engagement.attempts),
              answers: format.number(engagement.answers),
            })}
          </Fact>
          <Fact name={t("lastCall")}>
            {engagement.lastCalledAt && (
              <>
                {engagement.lastResult && t(`result.${engagement.lastResult}`)} ·{" "}
                <Moment value={engagement.lastCalledAt} />
              </>
            )}
          </Fact>
        </Facts>
      )}
      {engagement && ["unreachable", "not_in_service"].includes(engagement.reachability) && manages && (
        <Button
          variant="default"
          size="compact-xs"
          mt="xs"
          loading={verify.isPending}
          onClick={() => verify.mutate()}
        >
          {t("verify")}
        </Button>
      )}
      {suppressing && <SuppressHere phone={contact.primaryPhone} onClose={() => setSuppressing(false)} />}
      {lifting && <LiftHere id={lifting} phone={contact.primaryPhone} onClose={() => setLifting(null)} />}
    </Section>
  );
}
