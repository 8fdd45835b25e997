import { ActionIcon, Button, Group, Menu, TextInput } from "@mantine/core";
import { IconDots, IconPlus } from "@tabler/icons-react";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ContactDetails, ContactPhone } from "../../../api/schema";
import { useFormat } from "../../../i18n/format";
import { fieldErrors } from "../../../ui/formErrors";
import { messageOf } from "../../../ui/Problem";
import { Section } from "../../../ui/Section";
import { PhoneText } from "../PhoneText";
import { useContactActions } from "./api";
import classes from "./Phones.module.css";

/** Every number of the contact with what is known of it. */
export function Phones({ contact }: { contact: ContactDetails }) {
  const { t } = useTranslation("contact");
  const format = useFormat();
  const actions = useContactActions(contact.id);
  const [adding, setAdding] = useState<string | null>(null);
  const facts = ({ phone }: ContactPhone) => {
    const time = phone.timeZone && format.time(new Date(), phone.timeZone);
    return [
      phone.type && t(`contacts:phoneType.${phone.type}`),
      phone.carrier,
      phone.region,
      time && t("localTime", { time }),
    ].filter(Boolean);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (adding) actions.addPhone.mutate(adding, { onSuccess: () => setAdding(null) });
  };
  const error = actions.addPhone.error;
  return (
    <Section
      title={t("phones")}
      actions={
        !contact.deletedAt && (
          <ActionIcon aria-label={t("addPhone")} onClick={() => setAdding("")}>
            <IconPlus size={15} />
          </ActionIcon>
        )
      }
    >
      <ul className={classes.list}>
        {contact.phones.map((one) => (
          <li key={one.key} className={classes.phone}>
            <div className={classes.words}>
              <PhoneText phone={{ ...one.phone, given: one.primaryPhone }} />
              {contact.phones.length > 1 && one.primary && <span className="quiet"> · {t("primary")}</span>}
              <div className="quiet">{facts(one).join(" · ")}</div>
            </div>
            {!one.primary && !contact.deletedAt && (
              <Menu>
                <Menu.Target>
                  <ActionIcon aria-label={t("morePhone", { phone: one.primaryPhone })}>
                    <IconDots size={15} />
                  </ActionIcon>
                </Menu.Target>
                <Menu.Dropdown>
                  <Menu.Item onClick={() => actions.makePrimary.mutate(one.key)}>
                    {t("makePrimary")}
                  </Menu.Item>
                  <Menu.Item color="red" onClick={() => actions.removePhone.mutate(one.key)}>
                    {t("common:action.remove")}
                  </Menu.Item>
                </Menu.Dropdown>
              </Menu>
            )}
          </li>
        ))}
      </ul>
      {adding !== null && (
        <form onSubmit={submit}>
          <Group gap={6} align="flex-start" mt="xs">
            <TextInput
              flex={1}
              size="xs"
              type="tel"
              autoFocus
              aria-label={t("addPhone")}
              className="ltr"
              value={adding}
              error={error ? (fieldErrors(error).primaryPhone ?? messageOf(error)) : undefined}
              onChange={(event) => setAdding(event.currentTarget.value)}
              onKeyDown={(event) => event.key === "Escape" && setAdding(null)}
            />
            <Button type="submit" disabled={!adding.trim()} loading={actions.addPhone.isPending}>
              {t("common:action.add")}
            </Button>
          </Group>
        </form>
      )}
    </Section>
  );
}
