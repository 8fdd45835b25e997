import { useTranslation } from "react-i18next";
import { OneInput } from "./OneInput";
import type { ValueProps } from "./ValueInput";

/** A lower and an upper value. */
export function PairInput(props: ValueProps) {
  const { t } = useTranslation("rules");
  const [low, high] = Array.isArray(props.value) ? props.value : [];
  const put = (pair: unknown[]) => props.onChange(pair.some((one) => one !== undefined) ? pair : undefined);
  return (
    <>
      <OneInput
        {...props}
        label={t("lowLabel")}
        value={low ?? undefined}
        onChange={(next) => put([next, high])}
      />
      <span className="quiet">{t("joint.AND")}</span>
      <OneInput
        {...props}
        label={t("highLabel")}
        value={high ?? undefined}
        onChange={(next) => put([low, next])}
      />
    </>
  );
}
