import { Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { audienceQuery, audiencesQuery } from "./api";

interface Props {
  label: string;
  /** Only audiences of this kind. */
  kind?: "static" | "live";
  value: string | null;
  onChange: (id: string | null) => void;
  /** Stands in a popover, which a click outside of it closes: the choices are to stand inside. */
  inPopover?: boolean;
}

/** Choose an audience by typing a part of its name. */
export function AudiencePicker({ label, kind, value, onChange, inPopover }: Props) {
  const [search, setSearch] = useState("");
  const [wanted] = useDebouncedValue(search, 150);
  const { data } = useQuery(audiencesQuery({ search: wanted, type: kind }));
  const found = data?.data.map((audience) => ({ value: audience.id, label: audience.name })) ?? [];
  const missing = value !== null && data !== undefined && !found.some((one) => one.value === value);
  const chosen = useQuery({ ...audienceQuery(value ?? ""), enabled: missing });
  const shown =
    missing && chosen.data ? [{ value: chosen.data.id, label: chosen.data.name }, ...found] : found;
  return (
    <Select
      label={label}
      searchable
      data={shown}
      value={value}
      onChange={onChange}
      onSearchChange={setSearch}
      filter={({ options }) => options}
      comboboxProps={{ withinPortal: !inPopover }}
      data-autofocus
    />
  );
}
