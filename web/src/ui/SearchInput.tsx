import { CloseButton, TextInput, type TextInputProps } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

interface Props extends Omit<TextInputProps, "value" | "onChange"> {
  value: string;
  /** Called a moment (milliseconds) after the last keystroke, or at once on Enter and clear. */
  onSearch: (value: string) => void;
  wait?: number;
}

/** Search as you type. `/` puts the cursor here from anywhere on the screen. */
export function SearchInput({ value, onSearch, wait = 20, ...rest }: Props) {
  const { t } = useTranslation();
  const [text, setText] = useState(value);
  const input = useRef<HTMLInputElement>(null);
  // What was told and has not come back as `value` yet: an echo must not overwrite what was typed meanwhile.
  const told = useRef<string[]>([]);
  const tell = (next: string) => {
    later.cancel();
    if (next !== value) told.current.push(next);
    onSearch(next);
  };
  const later = useDebouncedCallback(tell, wait);
  useEffect(() => {
    const echo = told.current.lastIndexOf(value);
    told.current = echo < 0 ? [] : told.current.slice(echo + 1);
    if (echo < 0) setText(value);
  }, [value]);
  useEffect(() => {
    const focus = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement;
      if (event.key !== "/" || target.closest("input, textarea, [contenteditable], [role=dialog]")) return;
      event.preventDefault();
      input.current?.focus();
    };
    document.addEventListener("keydown", focus);
    return () => document.removeEventListener("keydown", focus);
  }, []);
  return (
    <TextInput
      ref={input}
      type="search"
      size="xs"
      w={260}
      placeholder={t("action.search")}
      aria-label={t("action.search")}
      leftSection={<IconSearch size={14} aria-hidden />}
      rightSection={
        text ? (
          <CloseButton
            size="xs"
            aria-label={t("action.clear")}
            onClick={() => {
              setText("");
              tell("");
            }}
          />
        ) : undefined
      }
      {...rest}
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value);
        later(event.currentTarget.value);
      }}
      onKeyDown={(event) => event.key === "Enter" && tell(text)}
    />
  );
}
