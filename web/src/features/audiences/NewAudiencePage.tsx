import { SegmentedControl, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useTranslation } from "react-i18next";
import { lazyPart } from "../../ui/lazyPart";
import { Page } from "../../ui/Page";
import { AudienceCrumb } from "./AudienceCrumb";
import { templatesQuery } from "./api";
import { NewLive } from "./new/NewLive";
import { TemplateList } from "./new/TemplateList";

const NewFromTemplate = lazyPart(() => import("./new/NewFromTemplate"), "NewFromTemplate");
const NewStatic = lazyPart(() => import("./new/NewStatic"), "NewStatic");

const KINDS = ["live", "template", "static", "file"] as const;
const IN_URL = { kind: parseAsStringLiteral(KINDS).withDefault("live"), template: parseAsString };

/** A new audience: by rules, by ready-made rules, by hand, or from a file. */
export function Component() {
  const { t } = useTranslation(["audiences", "rules"]);
  const [{ kind, template }, set] = useQueryStates(IN_URL, { history: "push" });
  const { data: templates } = useQuery({ ...templatesQuery, enabled: kind === "template" });
  const chosen = templates?.data.find((one) => one.id === template);
  return (
    <Page name={t("new")} title={<AudienceCrumb name={t("new")} />}>
      <Stack gap="md">
        <div>
          <SegmentedControl
            aria-label={t("kind.label")}
            data={KINDS.map((value) => ({ value, label: t(`kind.${value}`) }))}
            value={kind}
            onChange={(value) => set({ kind: value as (typeof KINDS)[number], template: null })}
          />
          <Text size="sm" c="dimmed" mt={6} maw={620}>
            {t(`kindHint.${kind}`)}
          </Text>
        </div>
        {kind === "live" && <NewLive />}
        {kind === "static" && <NewStatic key="static" fromFile={false} />}
        {kind === "file" && <NewStatic key="file" fromFile />}
        {kind === "template" &&
          (chosen ? <NewFromTemplate key={chosen.id} template={chosen} /> : <TemplateList />)}
      </Stack>
    </Page>
  );
}
