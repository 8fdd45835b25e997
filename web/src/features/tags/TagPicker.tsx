import { TagsInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { tagsQuery } from "./api";

interface Props {
  label: string;
  /** Names of tags. */
  value: string[];
  onChange: (names: string[]) => void;
  max?: number;
  /** A name that no tag has makes one. */
  creatable?: boolean;
  /** Stands in a popover, which a click outside of it closes: the choices are to stand inside. */
  inPopover?: boolean;
}

/** Choose tags by typing a part of their names. */
export function TagPicker({ label, value, onChange, max, creatable, inPopover }: Props) {
  const [search, setSearch] = useState("");
  const [wanted] = useDebouncedValue(search, 150);
  const { data } = useQuery(tagsQuery(wanted));
  const names = data?.data.map((tag) => tag.name) ?? [];
  return (
    <TagsInput
      label={label}
      // Nothing more to choose: no list that would cover what comes next.
      data={max !== undefined && value.length >= max ? [] : names}
      value={value}
      maxTags={max}
      searchValue={search}
      onSearchChange={setSearch}
      onChange={(chosen) =>
        onChange(creatable ? chosen : chosen.filter((one) => value.includes(one) || names.includes(one)))
      }
      // The server found them, without regard to case and accents.
      filter={({ options }) => options}
      comboboxProps={{ withinPortal: !inPopover }}
      data-autofocus
      clearable
    />
  );
}
