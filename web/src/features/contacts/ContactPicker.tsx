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
  const [wanted] = useDebouncedValue(search, 150);
  const { data } = useQuery({
    queryKey: ["contacts", "pick", wanted],
    queryFn: () =>
      call(api.GET("/api/contact", { params: { query: { limit: 20, ...(wanted && { search: wanted }) } } })),
    placeholderData: (previous) => previous,
  });
  const found = data?.data.filter((one) => one.id !== except) ?? [];
  return (
    <Select
      label={label}
      searchable
      data-autofocus
      data={found.map((one) => ({
        value: one.id,
        label: `${contactName(one)} · ${one.phone.international ?? one.primaryPhone}`,
      }))}
      value={null}
      onChange={(id) => id && onChoose(id)}
      onSearchChange={setSearch}
      filter={({ options }) => options}
    />
  );
}
