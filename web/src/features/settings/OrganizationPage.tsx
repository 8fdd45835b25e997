import { Button, Group, Select, SimpleGrid, Stack, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { hides } from "../../api/errors";
import type { OrganizationUpdate } from "../../api/schema";
import { Waiting } from "../../app/Waiting";
import { useFormat } from "../../i18n/format";
import { Fact, Facts } from "../../ui/Facts";
import { fieldErrors } from "../../ui/formErrors";
import { notifyDone, notifyError } from "../../ui/notify";
import { Problem } from "../../ui/Problem";
import { Section } from "../../ui/Section";
import { useMay } from "../session/session";
import { organizationQuery, useUpdateOrganization } from "./api";
import { countryChoices, currencyChoices, zoneChoices } from "./choices";
import { SettingsFrame } from "./SettingsFrame";

/** The organization: its name, how it reads numbers and dates, its plan and what of it is used. */
export function Component() {
  const { t, i18n } = useTranslation("settings");
  const format = useFormat();
  const admin = useMay("admin");
  const query = useQuery(organizationQuery);
  const { data } = query;
  const [draft, setDraft] = useState<OrganizationUpdate>({});
  const saving = useUpdateOrganization();
  const choices = useMemo(
    () => ({
      countries: countryChoices(i18n.language),
      zones: zoneChoices(),
      currencies: currencyChoices(i18n.language),
    }),
    [i18n.language],
  );
  if (hides(query)) return <Problem error={query.error} onRetry={query.refetch} />;
  if (!data) return <Waiting />;
  const errors = fieldErrors(saving.error);
  const shown = { ...data, ...draft };
  const select = (
    field: "country" | "timezone" | "currency" | "defaultRegion",
    items: typeof choices.countries,
  ) => (
    <Select
      label={t(`organization.${field}`)}
      description={t(`organization.${field}Hint`)}
      searchable
      disabled={!admin}
      data={items}
      value={shown[field] ?? null}
      error={errors[field]}
      onChange={(value) => setDraft({ ...draft, [field]: value })}
    />
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    saving.mutate(draft, {
      onSuccess: () => {
        setDraft({});
        notifyDone(t("saved"));
      },
      onError: notifyError,
    });
  };
  return (
    <SettingsFrame name={t("tabs.organization")} narrow>
      <Stack gap="lg">
        <form onSubmit={submit}>
          <Stack gap="md">
            <TextInput
              label={t("organization.name")}
              disabled={!admin}
              required
              withAsterisk={false}
              value={shown.name ?? ""}
              error={errors.name}
              onChange={(event) => setDraft({ ...draft, name: event.currentTarget.value })}
            />
            <SimpleGrid cols={{ base: 1, xs: 2 }}>
              {select("country", choices.countries)}
              {select("defaultRegion", choices.countries)}
              {select("timezone", choices.zones)}
              {select("currency", choices.currencies)}
            </SimpleGrid>
            {admin && (
              <Group>
                <Button type="submit" disabled={Object.keys(draft).length === 0} loading={saving.isPending}>
                  {t("common:action.save")}
                </Button>
              </Group>
            )}
          </Stack>
        </form>
        <Section title={t("plan.title")} note={t(`plan.${data.plan}`)}>
          <Facts>
            <Fact name={t("plan.contacts")}>
              <span className="figures">{format.number(data.usage.contacts)}</span>
            </Fact>
            <Fact name={t("plan.requests")}>
              {t("plan.used", {
                used: format.number(data.usage.requestsThisSecond),
                limit: format.number(data.limits.requestsPerSecond),
              })}
            </Fact>
            <Fact name={t("plan.bulk")}>
              {t("plan.used", {
                used: format.number(data.usage.bulkRequestsThisSecond),
                limit: format.number(data.limits.bulkRequestsPerSecond),
              })}
            </Fact>
            <Fact name={t("plan.batch")}>{format.number(data.limits.contactsPerBulkRequest)}</Fact>
          </Facts>
        </Section>
      </Stack>
    </SettingsFrame>
  );
}
