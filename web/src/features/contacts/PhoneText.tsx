import { Tooltip } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { PhoneFacts } from "../../api/schema";
import { Mark } from "../../ui/Mark";

type Props = { phone: Pick<PhoneFacts, "e164" | "international" | "status"> & { given?: string } };

/** A number as it is dialled from abroad, marked when it cannot be called. */
export function PhoneText({ phone }: Props) {
  if (phone.status !== "valid") return <Doubtful phone={phone} />;
  return <Digits phone={phone} />;
}

const Digits = ({ phone }: Props) => (
  <bdi className="ltr figures">{phone.international ?? phone.e164 ?? phone.given}</bdi>
);

function Doubtful({ phone }: Props) {
  const { t } = useTranslation("contacts");
  return (
    <Tooltip label={t(`phoneStatus.${phone.status}Hint`)}>
      <span>
        <Digits phone={phone} />{" "}
        <Mark tone={phone.status === "invalid" ? "bad" : "warn"}>{t(`phoneStatus.${phone.status}`)}</Mark>
      </span>
    </Tooltip>
  );
}
