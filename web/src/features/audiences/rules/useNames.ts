import { useQueries } from "@tanstack/react-query";
import { useMemo } from "react";
import { api, call } from "../../../api/client";
import type { ExplainedGroup, RuleGroup } from "../../../api/schema";

interface Asked {
  field: string;
  value?: unknown;
  expected?: unknown;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f-]{27}$/i;

/** The names of the tags and audiences that rules, or what was explained of them, hold by id. */
export function useNames(rules: RuleGroup | ExplainedGroup | null | undefined): ReadonlyMap<string, string> {
  const wanted = useMemo(() => (rules ? idsOf(rules) : []), [rules]);
  const answers = useQueries({
    queries: wanted.map(({ kind, id }) => ({
      queryKey: [kind, "name", id],
      queryFn: async () => {
        const params = { path: { id } };
        const found =
          kind === "tags"
            ? await call(api.GET("/api/tags/{id}", { params }))
            : await call(api.GET("/api/audience/{id}", { params }));
        return found.name;
      },
      staleTime: 5 * 60_000,
    })),
  });
  const named = answers.map((answer) => answer.data).join("\n");
  // biome-ignore lint/correctness/useExhaustiveDependencies: the answers are new objects each time, their names tell
  return useMemo(
    () =>
      new Map(wanted.flatMap(({ id }, at) => (answers[at]?.data ? [[id, answers[at].data] as const] : []))),
    [wanted, named],
  );
}

function idsOf(root: RuleGroup | ExplainedGroup): { kind: "tags" | "audiences"; id: string }[] {
  const found = new Map<string, "tags" | "audiences">();
  const visit = (node: Asked | { conditions: unknown[] }) => {
    if ("conditions" in node) {
      for (const child of node.conditions) visit(child as Asked);
      return;
    }
    if (node.field !== "tags" && node.field !== "audience") return;
    const kind = node.field === "tags" ? "tags" : "audiences";
    for (const one of [node.value, node.expected].flat())
      if (typeof one === "string" && UUID.test(one)) found.set(one, kind);
  };
  visit(root);
  return [...found].map(([id, kind]) => ({ kind, id }));
}
