interface Props {
  value: Record<string, unknown> | null;
  onChange: (rules: Record<string, unknown> | null) => void;
}

export function RuleBuilder(_: Props) {
  return null;
}
