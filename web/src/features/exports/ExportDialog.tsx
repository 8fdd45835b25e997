interface Props {
  opened: boolean;
  onClose: () => void;
  href: string;
  query: Record<string, unknown>;
  total?: number;
}

export function ExportDialog(_: Props) {
  return null;
}
