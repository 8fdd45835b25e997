import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { api, call } from "../../api/client";

const MOST = 100;

/** What those are called who did something, by id: keys, people and imports; empty until the names have come. */
export function useActorNames(ids: (string | null | undefined)[]): ReadonlyMap<string, string> {
  const asked = [...new Set(ids.filter((id) => id != null))].sort().slice(0, MOST);
  const { data } = useQuery({
    queryKey: ["people", "actors", asked],
    queryFn: () => call(api.GET("/api/actors", { params: { query: { id: asked } } })),
    enabled: asked.length > 0,
    placeholderData: keepPreviousData,
    select: (answer) => new Map(answer.data.map((one) => [one.id, one.name])),
  });
  return data ?? NOBODY;
}

const NOBODY: ReadonlyMap<string, string> = new Map();
