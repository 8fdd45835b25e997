interface Props {
  opened: boolean;
  onClose: () => void;
}

export function NewContactDialog(_: Props) {
  return null;
}
