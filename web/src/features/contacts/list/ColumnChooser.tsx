import {
  ActionIcon,
  Checkbox,
  Popover,
  ScrollArea,
  Stack,
  Text,
  Tooltip,
  UnstyledButton,
} from "@mantine/core";
import { IconColumns3 } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { DEFAULT_COLUMNS } from "../columns";

interface Props {
  known: { key: string; header: string }[];
  chosen: string[];
  onChange: (chosen: string[]) => void;
}

/** Which columns the table shows; in the order of the list. The name always stands first. */
export function ColumnChooser({ known, chosen, onChange }: Props) {
  const { t } = useTranslation("contacts");
  const toggle = (key: string) => {
    const wanted = chosen.includes(key) ? chosen.filter((one) => one !== key) : [...chosen, key];
    onChange(known.map((column) => column.key).filter((one) => wanted.includes(one)));
  };
  return (
    <Popover position="bottom-end" shadow="md" trapFocus>
      <Popover.Target>
        <Tooltip label={t("columns.title")}>
          <ActionIcon variant="default" aria-label={t("columns.title")}>
            <IconColumns3 size={16} />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown p={0} w={240}>
        <ScrollArea.Autosize mah={360} p="sm" type="auto">
          <Stack gap={8}>
            {known.slice(1).map((column) => (
              <Checkbox
                key={column.key}
                label={column.header}
                checked={chosen.includes(column.key)}
                onChange={() => toggle(column.key)}
              />
            ))}
            <UnstyledButton onClick={() => onChange(DEFAULT_COLUMNS)}>
              <Text size="sm" c="iris">
                {t("columns.reset")}
              </Text>
            </UnstyledButton>
          </Stack>
        </ScrollArea.Autosize>
      </Popover.Dropdown>
    </Popover>
  );
}
