import { Autocomplete, type AutocompleteProps } from "@mantine/core";

interface Props extends Omit<AutocompleteProps, "data" | "value" | "onChange"> {
  /** What is chosen mostly: the words that are shown, by the value that they stand for. */
  known: Record<string, string>;
  value: string;
  onChange: (value: string) => void;
}

/** A text of one's own, or one of the known values, which is shown in the viewer's words. */
export function KnownTextInput({ known, value, onChange, ...rest }: Props) {
  const meant = (text: string) => Object.keys(known).find((one) => known[one] === text) ?? text;
  return (
    <Autocomplete
      {...rest}
      data={Object.values(known)}
      value={known[value] ?? value}
      onChange={(text) => onChange(meant(text))}
    />
  );
}
