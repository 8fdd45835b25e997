import { Select } from "@mantine/core";

interface Props<T extends string> {
  /** What is chosen; stands in the empty field too. */
  label: string;
  choices: readonly T[];
  /** The word of a choice. */
  nameOf: (choice: T) => string;
  value: T | null;
  onChange: (choice: T | null) => void;
  /** Something is always chosen. */
  required?: boolean;
  width?: number;
}

/** One of a list's filters, small, in its bar. */
export function FilterSelect<T extends string>(props: Props<T>) {
  const { label, choices, nameOf, value, onChange, required, width = 130 } = props;
  return (
    <Select
      size="xs"
      w={width}
      aria-label={label}
      placeholder={label}
      clearable={!required}
      data={choices.map((choice) => ({ value: choice, label: nameOf(choice) }))}
      value={value}
      onChange={(choice) => onChange(choice as T | null)}
    />
  );
}
