import { useMemo, useState } from "react";

/** Rows chosen one by one, or everything that the list's question matches. */
export interface Selection {
  ids: ReadonlySet<string>;
  all: boolean;
  isSelected: (id: string) => boolean;
  toggle: (id: string) => void;
  /** From the last toggled row to this one, in the order of `shown`. */
  toggleRange: (id: string, shown: string[]) => void;
  selectShown: (ids: string[]) => void;
  selectAll: () => void;
  clear: () => void;
}

/** `resetOn`: when this text (the list's question) changes, nothing is selected any more. */
export function useSelection(resetOn = ""): Selection {
  const [state, setState] = useState({ ids: new Set<string>(), all: false, last: "", of: resetOn });
  const current =
    state.of === resetOn ? state : { ids: new Set<string>(), all: false, last: "", of: resetOn };
  return useMemo(() => {
    const set = (ids: Set<string>, all = false, last = "") => setState({ ids, all, last, of: resetOn });
    const toggle = (id: string) => {
      const ids = new Set(current.ids);
      if (!ids.delete(id)) ids.add(id);
      set(ids, false, id);
    };
    return {
      ids: current.ids,
      all: current.all,
      isSelected: (id) => current.all || current.ids.has(id),
      toggle,
      toggleRange: (id, shown) => {
        const from = shown.indexOf(current.last);
        const to = shown.indexOf(id);
        if (from < 0) toggle(id);
        else
          set(
            new Set([...current.ids, ...shown.slice(Math.min(from, to), Math.max(from, to) + 1)]),
            false,
            id,
          );
      },
      selectShown: (ids) => set(new Set(ids)),
      selectAll: () => set(new Set(), true),
      clear: () => set(new Set()),
    };
  }, [current, resetOn]);
}
