import { ActionIcon, Button, Checkbox, Menu, Popover, Stack, TextInput } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconBookmarkPlus, IconDots, IconTrash, IconUsers } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { fieldErrors } from "../../../ui/formErrors";
import { messageOf } from "../../../ui/Problem";
import { useMay } from "../../session/session";
import { EVERYONE, isNarrowed, listQuery, type Question } from "../question";
import { useRemoveView, useSaveView, type ViewContent, viewsQuery } from "./useViews";
import classes from "./ViewTabs.module.css";

interface Props {
  question: Question;
  columns: string[];
  onChoose: (view: ViewContent) => void;
}

const BUILT_IN: { key: string; question: Partial<Question> }[] = [
  { key: "all", question: {} },
  { key: "invalid", question: { phoneStatus: "invalid" } },
  { key: "archived", question: { archived: "true" } },
  { key: "trash", question: { deleted: true, archived: "all" } },
];

const same = (one: Partial<Question>, other: Question) =>
  JSON.stringify(listQuery({ ...EVERYONE, ...one })) === JSON.stringify(listQuery(other));

/** Views of the list, built in and saved, and saving the one that is shown. */
export function ViewTabs({ question, columns, onChoose }: Props) {
  const { t } = useTranslation("contacts");
  const { data: views } = useQuery(viewsQuery);
  const removing = useRemoveView();
  const saved = views?.data ?? [];
  const isShown = (one: Partial<Question>) => same(one, question);
  const known = [
    ...BUILT_IN.map((one) => one.question),
    ...saved.map((one) => one.query as ViewContent),
  ].some(isShown);
  return (
    <div className={classes.views} role="toolbar" aria-label={t("views.label")}>
      {BUILT_IN.map((view) => (
        <button
          key={view.key}
          type="button"
          className={classes.view}
          aria-pressed={isShown(view.question)}
          onClick={() => onChoose(view.question)}
        >
          {t(`views.${view.key}`)}
        </button>
      ))}
      {saved.map((view) => (
        <span key={view.id} className={classes.saved}>
          <button
            type="button"
            className={classes.view}
            aria-pressed={isShown(view.query as ViewContent)}
            onClick={() => onChoose(view.query as ViewContent)}
          >
            <bdi>{view.name}</bdi>
            {view.shared && <IconUsers size={12} aria-label={t("views.isShared")} role="img" />}
          </button>
          {view.mine && isShown(view.query as ViewContent) && (
            <Menu>
              <Menu.Target>
                <ActionIcon size="xs" aria-label={t("views.more", { name: view.name })}>
                  <IconDots size={12} />
                </ActionIcon>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Item leftSection={<IconTrash size={14} />} onClick={() => removing.mutate(view.id)}>
                  {t("views.remove")}
                </Menu.Item>
              </Menu.Dropdown>
            </Menu>
          )}
        </span>
      ))}
      {!known && isNarrowed(question) && <SaveView content={{ ...question, columns }} />}
    </div>
  );
}

function SaveView({ content }: { content: ViewContent }) {
  const { t } = useTranslation("contacts");
  const [opened, popover] = useDisclosure(false);
  const [name, setName] = useState("");
  const [shared, setShared] = useState(false);
  const saving = useSaveView();
  const mayShare = useMay("manager");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    saving.mutate({ name, shared, query: content }, { onSuccess: popover.close });
  };
  return (
    <Popover opened={opened} onChange={popover.toggle} position="bottom-start" shadow="md" trapFocus>
      <Popover.Target>
        <Button
          variant="subtle"
          size="compact-xs"
          leftSection={<IconBookmarkPlus size={14} />}
          onClick={popover.toggle}
        >
          {t("views.save")}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <form onSubmit={submit}>
          <Stack gap="xs">
            <TextInput
              label={t("views.name")}
              required
              withAsterisk={false}
              maxLength={100}
              data-autofocus
              value={name}
              error={fieldErrors(saving.error).name ?? (saving.error ? messageOf(saving.error) : undefined)}
              onChange={(event) => setName(event.currentTarget.value)}
            />
            {mayShare && (
              <Checkbox
                label={t("views.share")}
                checked={shared}
                onChange={(event) => setShared(event.currentTarget.checked)}
              />
            )}
            <Button type="submit" loading={saving.isPending}>
              {t("common:action.save")}
            </Button>
          </Stack>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
