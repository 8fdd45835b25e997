import { MultiSelect } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { tagsQuery } from "../../../tags/api";
import { audiencesQuery } from "../../api";
import classes from "../RuleBuilder.module.css";

interface Props {
  kind: "tag" | "audience";
  /** Names of those that are chosen. */
  names: ReadonlyMap<string, string>;
  value: string[];
  onChange: (ids: string[]) => void;
  max?: number;
}

/** Choose tags or audiences by typing a part of their names; the values are ids. */
export function TagsAndAudiences({ kind, names, value, onChange, max }: Props) {
  const { t } = useTranslation("rules");
  const [search, setSearch] = useState("");
  const [wanted] = useDebouncedValue(search, 150);
  const tags = useQuery({ ...tagsQuery(wanted), enabled: kind === "tag" });
  const audiences = useQuery({ ...audiencesQuery({ search: wanted }), enabled: kind === "audience" });
  const found = (kind === "tag" ? tags : audiences).data?.data ?? [];
  const labels = new Map([
    ...value.map((id) => [id, names.get(id) ?? id] as const),
    ...found.map((one) => [one.id, one.name] as const),
  ]);
  return (
    <MultiSelect
      size="xs"
      className={classes.grow}
      aria-label={t("valuesLabel")}
      placeholder={value.length ? undefined : t(kind === "tag" ? "chooseTags" : "chooseAudiences")}
      searchable
      maxValues={max}
      data={[...labels].map(([id, label]) => ({ value: id, label }))}
      value={value}
      onChange={onChange}
      // The server found them, without regard to case and accents.
      filter={({ options }) => options}
      searchValue={search}
      onSearchChange={setSearch}
    />
  );
}
