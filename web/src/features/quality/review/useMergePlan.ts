import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { type Choices, previewQuery } from "../api";

/**
 * Which of two contacts stays and whose values are kept, with what the server says that would make. It is asked once
 * the pair is `settled`: not while a merge of the two is still being undone.
 */
export function useMergePlan(leftId: string, rightId: string, settled = true) {
  const [survivor, setSurvivor] = useState(leftId);
  const [choices, setChoices] = useState<Choices>({});
  const loser = survivor === leftId ? rightId : leftId;
  const preview = useQuery({ ...previewQuery(survivor, loser), enabled: settled });
  return {
    survivor,
    loser,
    choices,
    preview,
    setSurvivor,
    choose: (field: string, id: string) => setChoices((now) => ({ ...now, [field]: id })),
  };
}
