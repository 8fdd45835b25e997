import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { type Choices, previewQuery } from "../api";

/** Which of two contacts stays and whose values are kept, with what the server says that would make. */
export function useMergePlan(leftId: string, rightId: string) {
  const [survivor, setSurvivor] = useState(leftId);
  const [choices, setChoices] = useState<Choices>({});
  const loser = survivor === leftId ? rightId : leftId;
  const preview = useQuery(previewQuery(survivor, loser));
  return {
    survivor,
    loser,
    choices,
    preview,
    setSurvivor,
    choose: (field: string, id: string) => setChoices((now) => ({ ...now, [field]: id })),
  };
}
