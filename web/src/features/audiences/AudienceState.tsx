import { useTranslation } from "react-i18next";
import type { Audience } from "../../api/schema";
import { Mark } from "../../ui/Mark";

/** Whether an audience's members are found. */
export function AudienceState({ audience }: { audience: Pick<Audience, "status"> }) {
  const { t } = useTranslation("audiences");
  const tone = { ready: "good", building: "info", failed: "bad" } as const;
  return <Mark tone={tone[audience.status]}>{t(`status.${audience.status}`)}</Mark>;
}
