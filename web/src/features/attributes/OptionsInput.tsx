import { ActionIcon, Button, Group, Input, Stack, TextInput } from "@mantine/core";
import { IconArchive, IconArchiveOff, IconPlus, IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { DraftOption } from "./options";

interface Props {
  options: DraftOption[];
  onChange: (options: DraftOption[]) => void;
  error?: string;
}

/** The choices of an attribute. One that exists can be renamed or archived: contacts keep it by its id. */
export function OptionsInput({ options, onChange, error }: Props) {
  const { t } = useTranslation("attributes");
  const change = (key: string, next: Partial<DraftOption>) =>
    onChange(options.map((option) => (option.key === key ? { ...option, ...next } : option)));
  return (
    <Input.Wrapper label={t("options")} error={error}>
      <Stack gap={6}>
        {options.map((option, index) => (
          <Group key={option.key} gap={4} wrap="nowrap">
            <TextInput
              flex={1}
              size="xs"
              aria-label={t("option", { number: index + 1 })}
              disabled={option.archived}
              value={option.label}
              onChange={(event) => change(option.key, { label: event.currentTarget.value })}
            />
            {option.id === undefined ? (
              <ActionIcon
                aria-label={t("common:action.remove")}
                onClick={() => onChange(options.filter((one) => one.key !== option.key))}
              >
                <IconX size={14} />
              </ActionIcon>
            ) : (
              <ActionIcon
                aria-label={option.archived ? t("common:action.restore") : t("archiveOption")}
                onClick={() => change(option.key, { archived: !option.archived })}
              >
                {option.archived ? <IconArchiveOff size={14} /> : <IconArchive size={14} />}
              </ActionIcon>
            )}
          </Group>
        ))}
        <Button
          variant="subtle"
          size="compact-xs"
          style={{ alignSelf: "flex-start" }}
          leftSection={<IconPlus size={12} />}
          onClick={() =>
            onChange([...options, { key: `new-${options.length}-${Date.now()}`, label: "", archived: false }])
          }
        >
          {t("addOption")}
        </Button>
      </Stack>
    </Input.Wrapper>
  );
}
