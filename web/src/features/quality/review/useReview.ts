import { parseAsString, useQueryState } from "nuqs";
import { useEffect, useMemo, useRef, useState } from "react";
import { api, call } from "../../../api/client";
import type { Duplicate } from "../../../api/schema";
import { notifyError } from "../../../ui/notify";
import { type Choices, refreshMerged } from "../api";
import { arrange, type Decision, decided, nextAfter, pairKey, without } from "./queue";
import { type DuplicatesQuestion, useDuplicates } from "./useDuplicates";

type Made = Decision<Duplicate>;

/**
 * The queue and what is decided about it. A decision shows at once and the next pair with it; requests go one after the
 * other behind it, so that an undo finds what it undoes. One that is refused is taken back and told.
 */
export function useReview(question: DuplicatesQuestion) {
  const list = useDuplicates(question);
  const [decisions, setDecisions] = useState<Made[]>([]);
  const [restored, setRestored] = useState<Duplicate[]>([]);
  const [unsettled, setUnsettled] = useState<string[]>([]);
  const [key, setKey] = useQueryState("pair", parseAsString.withOptions({ history: "replace" }));
  const requests = useRef({ last: Promise.resolve(), count: 0 });
  const merges = useRef(new Map<string, string>());
  const rows = useMemo(() => arrange(list.rows, decisions, restored), [list.rows, decisions, restored]);
  const at = Math.max(
    0,
    rows.findIndex((pair) => pairKey(pair) === key),
  );
  const chosen = rows[at] ?? null;
  useEffect(() => {
    if (at >= rows.length - 10) list.loadMore();
  }, [at, rows.length, list.loadMore]);

  const send = (request: () => Promise<void>, takeBack: () => void, settle = () => {}) => {
    const { current } = requests;
    current.count += 1;
    current.last = current.last.then(request).catch((error) => {
      takeBack();
      notifyError(error);
    });
    current.last.finally(() => {
      settle();
      current.count -= 1;
      if (current.count === 0) refreshMerged();
    });
  };

  const decide = (made: Made, request: () => Promise<void>) => {
    const next = decided(decisions, made);
    setDecisions(next);
    const following = nextAfter(rows, arrange(list.rows, next, restored), made.pair);
    setKey(following && pairKey(following));
    send(request, () => setDecisions((now) => without(now, made.pair)));
  };

  const path = ({ leftId, rightId }: Duplicate) => ({ params: { path: { leftId, rightId } } });

  return {
    list,
    rows,
    chosen,
    next: rows[at + 1] ?? null,
    /** True while the undoing of this pair is on its way. */
    isUnsettled: (pair: Duplicate) => unsettled.includes(pairKey(pair)),
    canUndo: decisions.length > 0,
    choose: (pair: Duplicate) => setKey(pairKey(pair)),
    merge(pair: Duplicate, survivor: string, choices: Choices) {
      const loserId = survivor === pair.leftId ? pair.rightId : pair.leftId;
      decide({ pair, kind: "merged", loserId }, async () => {
        const body = { left: pair.leftId, right: pair.rightId, survivor, choices };
        const made = await call(api.POST("/api/duplicates/merge", { body }));
        merges.current.set(pairKey(pair), made.mergeId);
      });
    },
    dismiss(pair: Duplicate) {
      decide({ pair, kind: "dismissed" }, async () => {
        await call(api.POST("/api/duplicates/{leftId}/{rightId}/dismiss", path(pair)));
      });
    },
    skip(pair: Duplicate) {
      decide({ pair, kind: "skipped" }, async () => {
        await call(api.POST("/api/duplicates/{leftId}/{rightId}/skip", path(pair)));
      });
    },
    /** Ask again about one that was dismissed before. */
    reopen(pair: Duplicate) {
      send(
        async () => {
          await call(api.POST("/api/duplicates/{leftId}/{rightId}/reopen", path(pair)));
        },
        () => {},
      );
    },
    undo() {
      const last = decisions.at(-1);
      if (!last) return;
      const { pair, kind } = last;
      setDecisions(without(decisions, pair));
      setRestored((now) => [pair, ...now.filter((one) => pairKey(one) !== pairKey(pair))]);
      setKey(pairKey(pair));
      setUnsettled((now) => [...now, pairKey(pair)]);
      send(
        async () => {
          const id = merges.current.get(pairKey(pair));
          if (kind === "merged" && id)
            await call(api.POST("/api/merges/{id}/unmerge", { params: { path: { id } } }));
          // An unmerge says that it was no duplicate; here it is only to be decided again.
          await call(api.POST("/api/duplicates/{leftId}/{rightId}/reopen", path(pair)));
        },
        () => {
          setRestored((now) => now.filter((one) => pairKey(one) !== pairKey(pair)));
          setDecisions((now) => decided(now, last));
        },
        () => setUnsettled((now) => now.filter((one) => one !== pairKey(pair))),
      );
    },
  };
}

export type Review = ReturnType<typeof useReview>;
