import { useMemo, useState } from "react";
import { type Chosen, extended, NONE, toggled } from "./chosen";

/** Rows chosen one by one, or everything that the list's question matches. */
export interface Selection extends Chosen {
  isSelected: (id: string) => boolean;
  /** One row more or less; with `range` all rows from the last toggled one. `shown`: the rows of the list, in order. */
  toggle: (id: string, shown: string[], range: boolean) => void;
  selectShown: (ids: string[]) => void;
  selectAll: () => void;
  clear: () => void;
}

/** `resetOn`: when this text (the list's question) changes, nothing is selected any more. */
export function useSelection(resetOn = ""): Selection {
  const [state, setState] = useState({ chosen: NONE, of: resetOn });
  const chosen = state.of === resetOn ? state.chosen : NONE;
  return useMemo(() => {
    const set = (next: Chosen) => setState({ chosen: next, of: resetOn });
    return {
      ...chosen,
      isSelected: (id) => chosen.all || chosen.ids.has(id),
      toggle: (id, shown, range) => set((range ? extended : toggled)(chosen, id, shown)),
      selectShown: (ids) => set({ ...NONE, ids: new Set(ids) }),
      selectAll: () => set({ ...NONE, all: true }),
      clear: () => set(NONE),
    };
  }, [chosen, resetOn]);
}
