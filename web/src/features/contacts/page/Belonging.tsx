import { ActionIcon, Anchor, CloseButton, Popover } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { ContactDetails } from "../../../api/schema";
import { Section } from "../../../ui/Section";
import { AudiencePicker } from "../../audiences/AudiencePicker";
import { useMay } from "../../session/session";
import { TagPicker } from "../../tags/TagPicker";
import { audiencesOfQuery, useContactActions } from "./api";
import classes from "./Belonging.module.css";

/** Tags and audiences: what there is, and adding or taking away. */
export function Belonging({ contact }: { contact: ContactDetails }) {
  const { t } = useTranslation("contact");
  const manages = useMay("manager");
  const actions = useContactActions(contact.id);
  const { data: audiences } = useQuery(audiencesOfQuery(contact.id));
  const [adding, setAdding] = useState<"tag" | "audience" | null>(null);
  const alive = contact.deletedAt === null;
  const plus = (kind: "tag" | "audience") => (
    <Popover
      opened={adding === kind}
      onChange={(opened) => setAdding(opened ? kind : null)}
      width={260}
      shadow="md"
      trapFocus
    >
      <Popover.Target>
        <ActionIcon aria-label={t(`add.${kind}`)} onClick={() => setAdding(kind)}>
          <IconPlus size={15} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        {kind === "tag" ? (
          <TagPicker
            label={t("add.tag")}
            value={[]}
            max={1}
            creatable={manages}
            inPopover
            onChange={([name]) => name && actions.tag.mutate(name, { onSettled: () => setAdding(null) })}
          />
        ) : (
          <AudiencePicker
            label={t("add.audience")}
            kind="static"
            value={null}
            inPopover
            onChange={(id) => id && actions.join.mutate(id, { onSettled: () => setAdding(null) })}
          />
        )}
      </Popover.Dropdown>
    </Popover>
  );
  return (
    <>
      <Section title={t("tags")} actions={alive && plus("tag")}>
        <ul className={classes.list}>
          {contact.tags?.map((tag) => (
            <li key={tag.id} className={classes.tag}>
              <Anchor component={Link} to={`/contacts?tagId=${tag.id}`} c="inherit" inherit>
                <bdi>{tag.name}</bdi>
              </Anchor>
              {alive && (
                <CloseButton
                  size="xs"
                  aria-label={t("removeTag", { name: tag.name })}
                  onClick={() => actions.untag.mutate(tag.id)}
                />
              )}
            </li>
          ))}
          {!contact.tags?.length && <li className="quiet">{t("none")}</li>}
        </ul>
      </Section>
      <Section title={t("audiences")} actions={alive && manages && plus("audience")}>
        <ul className={classes.lines}>
          {audiences?.data.map((audience) => (
            <li key={audience.id} className={classes.line}>
              <Anchor component={Link} to={`/audiences/${audience.id}`} inherit>
                <bdi>{audience.name}</bdi>
              </Anchor>
              {audience.type === "live" ? (
                <Anchor
                  component={Link}
                  to={`/audiences/${audience.id}?tab=why&contact=${contact.id}`}
                  size="xs"
                  c="dimmed"
                >
                  {t("why")}
                </Anchor>
              ) : (
                alive &&
                manages && (
                  <CloseButton
                    size="xs"
                    aria-label={t("leave", { name: audience.name })}
                    onClick={() => actions.leave.mutate(audience.id)}
                  />
                )
              )}
            </li>
          ))}
          {audiences?.data.length === 0 && <li className="quiet">{t("none")}</li>}
        </ul>
      </Section>
    </>
  );
}
