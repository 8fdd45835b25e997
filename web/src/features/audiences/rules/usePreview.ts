import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { api, call } from "../../../api/client";
import { ApiError } from "../../../api/errors";
import type { AudiencePreview, RuleGroup } from "../../../api/schema";
import { errorsByNode, finished } from "./finished";

/** Milliseconds after the last keystroke. */
const PAUSE = 250;
const SHOWN = 8;

export interface Preview {
  found: AudiencePreview | undefined;
  /** What is shown belongs to the rules before these. */
  isStale: boolean;
  /** Nothing is asked, because no condition is finished. */
  isBlank: boolean;
  unfinished: number;
  /** The server's messages by node. */
  errors: Record<string, string[]>;
  /** What is wrong, when it is about no node. */
  problem: unknown;
}

/** How many contacts rules mean, and some of them, asked again while the rules are written. */
export function usePreview(rules: RuleGroup, exact: boolean): Preview {
  const now = useMemo(() => finished(rules), [rules]);
  const [settled] = useDebouncedValue(now, PAUSE);
  const query = useQuery({
    queryKey: ["audiences", "preview", settled.rules, exact],
    queryFn: ({ signal }) =>
      call(
        api.POST("/api/audience/preview", {
          signal,
          body: { rules: settled.rules as never, exact, sample: SHOWN },
        }),
      ),
    enabled: settled.rules !== null,
    placeholderData: keepPreviousData,
    retry: false,
  });
  const errors = useMemo(
    () => (query.error instanceof ApiError ? errorsByNode(query.error.fieldErrors, settled.places) : {}),
    [query.error, settled],
  );
  const same = JSON.stringify(settled.rules) === JSON.stringify(now.rules);
  return {
    found: query.error ? undefined : query.data,
    isStale: !same || query.isFetching,
    isBlank: now.rules === null,
    unfinished: now.unfinished,
    errors: same ? errors : {},
    problem: same && Object.keys(errors).length === 0 ? query.error : null,
  };
}
