import type { RuleField } from "../../../../api/schema";
import type { Words } from "../describe";
import type { Operator } from "../fields";
import { CallsInput } from "./CallsInput";
import { DayInput } from "./DayInput";
import { ManyInput } from "./ManyInput";
import { OneInput } from "./OneInput";
import { PairInput } from "./PairInput";
import { SpanInput } from "./SpanInput";

export interface ValueProps {
  field: RuleField;
  operator: Operator;
  value: unknown;
  words: Words;
  /** Undefined while there is no value. */
  onChange: (value: unknown) => void;
}

/** The input that fits what an operator takes. */
export function ValueInput(props: ValueProps) {
  const takes = props.field.takes[props.operator];
  switch (takes?.shape) {
    case "one":
    case "part":
      return <OneInput {...props} />;
    case "many":
      return <ManyInput {...props} />;
    case "pair":
      return <PairInput {...props} />;
    case "span":
      return <SpanInput units={takes.units ?? []} value={props.value} onChange={props.onChange} />;
    case "day":
      return <DayInput {...props} />;
    case "calls":
      return <CallsInput {...props} />;
    default:
      return null;
  }
}
