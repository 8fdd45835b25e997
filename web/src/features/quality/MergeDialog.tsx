interface Props {
  opened: boolean;
  leftId: string;
  rightId: string;
  onClose: () => void;
  onMerged: () => void;
}

export function MergeDialog(_: Props) {
  return null;
}
