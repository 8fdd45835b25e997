import { Tooltip } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { PhoneFacts } from "../../api/schema";
import { Mark } from "../../ui/Mark";

/** A number as it is dialled from abroad, marked when it cannot be called. */
export function PhoneText({
  phone,
}: {
  phone: Pick<PhoneFacts, "e164" | "international" | "status"> & { given?: string };
}) {
  const { t } = useTranslation("contacts");
  const shown = <bdi className="ltr figures">{phone.international ?? phone.e164 ?? phone.given}</bdi>;
  if (phone.status === "valid") return shown;
  return (
    <Tooltip label={t(`phoneStatus.${phone.status}Hint`)}>
      <span>
        {shown}{" "}
        <Mark tone={phone.status === "invalid" ? "bad" : "warn"}>{t(`phoneStatus.${phone.status}`)}</Mark>
      </span>
    </Tooltip>
  );
}
