import { Anchor, List, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { MembersRefreshed } from "../../../api/schema";
import { useFormat } from "../../../i18n/format";
import { Fact, Facts } from "../../../ui/Facts";
import { Mark } from "../../../ui/Mark";

/** What a list does, or did, to the members of an audience: every entry of it is counted once. */
export function RefreshReport({ report }: { report: MembersRefreshed }) {
  const { t } = useTranslation("audiences");
  const format = useFormat();
  const count = (
    key: "given" | "added" | "kept" | "archived" | "unknown" | "invalid" | "duplicates" | "removed",
  ) => (
    <Fact name={t(`refresh.${report.dryRun && key !== "given" ? "would" : "did"}.${key}`)}>
      <span className="figures">{format.number(report[key])}</span>
    </Fact>
  );
  return (
    <Stack gap="sm" role="status">
      <Text size="sm" fw={600}>
        {t(report.dryRun ? "refresh.wouldTitle" : "refresh.didTitle")}
      </Text>
      <Facts>
        {count("given")}
        {count("added")}
        {count("kept")}
        {count("removed")}
        {count("archived")}
        {count("unknown")}
        {count("invalid")}
        {count("duplicates")}
      </Facts>
      {report.unknownSample.length > 0 && (
        <div>
          <Mark tone="warn">{t("refresh.unknownTitle")}</Mark>
          <Text size="sm" c="dimmed">
            {t("refresh.unknownText")}{" "}
            <Anchor component={Link} to="/imports/new" inherit>
              {t("refresh.import")}
            </Anchor>
          </Text>
          <Text size="sm" className="ltr figures" mt={4}>
            {report.unknownSample.join(" · ")}
          </Text>
        </div>
      )}
      {report.invalidSample.length > 0 && (
        <div>
          <Mark tone="warn">{t("refresh.invalidTitle")}</Mark>
          <List size="sm">
            {report.invalidSample.map((one, at) => (
              <List.Item key={at}>
                <bdi className="ltr">{one.value ?? t("refresh.blank")}</bdi>
              </List.Item>
            ))}
          </List>
        </div>
      )}
    </Stack>
  );
}
