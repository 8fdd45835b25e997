import { useLocalStorage } from "@mantine/hooks";
import { DEFAULT_COLUMNS } from "../columns";

/** The columns that this person chose on this device. */
export function useColumns(): [string[], (columns: string[]) => void] {
  const [columns, setColumns] = useLocalStorage({
    key: "gomobile.contacts.columns",
    defaultValue: DEFAULT_COLUMNS,
    getInitialValueInEffect: false,
  });
  return [columns, setColumns];
}
