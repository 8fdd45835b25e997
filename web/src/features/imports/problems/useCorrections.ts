import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { CellsChecked, CellsUpdate, CheckedRow } from "../../../api/schema";
import { notifyError } from "../../../ui/notify";
import { askForProblems, correctCells, follow, takeBackRow } from "./api";

export interface Corrections {
  /** Rows that were looked at again since the list came, by line. */
  checked: ReadonlyMap<number, CheckedRow>;
  isPending: boolean;
  correct: (body: CellsUpdate, onDone?: (answer: CellsChecked) => void) => void;
  takeBack: (line: number) => void;
  /** Take the list anew: rows that are right leave it. */
  refresh: () => void;
}

/** Corrections of the cells of an import, and what became of the rows concerned. */
export function useCorrections(id: string): Corrections {
  const [checked, setChecked] = useState<ReadonlyMap<number, CheckedRow>>(new Map());
  const refresh = () => askForProblems(id).then(() => setChecked(new Map()));
  const note = (answer: CellsChecked) => {
    setChecked((before) => new Map([...before, ...answer.rows.map((row) => [row.line, row] as const)]));
    follow(id, answer);
  };
  const correcting = useMutation({
    mutationFn: (body: CellsUpdate) => correctCells(id, body),
    onSuccess: (answer, body) => {
      note(answer);
      // More rows may have changed than the answer tells.
      if (body.replace?.length) refresh();
    },
    onError: notifyError,
  });
  const takingBack = useMutation({
    mutationFn: (line: number) => takeBackRow(id, line),
    onSuccess: note,
    onError: notifyError,
  });
  return {
    checked,
    isPending: correcting.isPending || takingBack.isPending,
    correct: (body, onDone) => correcting.mutate(body, { onSuccess: onDone }),
    takeBack: takingBack.mutate,
    refresh,
  };
}
