import { Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, call } from "../../api/client";
import { contactName } from "./contactName";

interface Props {
  label: string;
  /** A contact that cannot be chosen. */
  except?: string;
  onChoose: (id: string) => void;
}

/** Choose a contact by typing a part of the name, number or e-mail. */
export function ContactPicker({ label, except, onChoose }: Props) {
  const [search, setSearch] = useState("");
  const [chosen, setChosen] = useState<{ value: string; label: string } | null>(null);
  // The name of whom was chosen is no search.
  const [wanted] = useDebouncedValue(search === chosen?.label ? "" : search, 150);
  const { data } = useQuery({
    queryKey: ["contacts", "pick", wanted],
    queryFn: () =>
      call(api.GET("/api/contact", { params: { query: { limit: 20, ...(wanted && { search: wanted }) } } })),
    placeholderData: (previous) => previous,
  });
  const found = (data?.data ?? [])
    .filter((one) => one.id !== except)
    .map((one) => ({
      value: one.id,
      label: `${contactName(one)} · ${one.phone.international ?? one.primaryPhone}`,
    }));
  const shown = chosen && !found.some(({ value }) => value === chosen.value) ? [chosen, ...found] : found;
  return (
    <Select
      label={label}
      searchable
      data-autofocus
      data={shown}
      value={chosen?.value ?? null}
      onFocus={(event) => event.currentTarget.select()}
      onChange={(id, option) => {
        if (id === null) return;
        setChosen(option);
        onChoose(id);
      }}
      onSearchChange={setSearch}
      filter={({ options }) => options}
    />
  );
}
