import { Anchor, Box } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Import } from "../../api/schema";
import { useFormat } from "../../i18n/format";
import { Fact, Facts } from "../../ui/Facts";
import { Moment } from "../../ui/Moment";

/** Who imported the file, when, how long it took, and where its contacts went. */
export function ResultFacts({ one }: { one: Import }) {
  const { t } = useTranslation("imports");
  const format = useFormat();
  return (
    <Box maw={420}>
      <Facts>
        <Fact name={t("facts.by")}>
          <bdi>{one.createdByName ?? t(`byKind.${one.createdByKind}`)}</bdi>
        </Fact>
        <Fact name={t("facts.finished")}>
          <Moment value={one.finishedAt ?? one.createdAt} />
        </Fact>
        <Fact name={t("facts.took")}>{format.duration(one.seconds)}</Fact>
        {one.audienceId && (
          <Fact name={t("facts.audience")}>
            <Anchor component={Link} to={`/audiences/${one.audienceId}`} inherit>
              {t("facts.openAudience")}
            </Anchor>
          </Fact>
        )}
        {one.retryOf && (
          <Fact name={t("facts.retryOf")}>
            <Anchor component={Link} to={`/imports/${one.retryOf}`} inherit>
              {t("facts.openFirst")}
            </Anchor>
          </Fact>
        )}
      </Facts>
    </Box>
  );
}
