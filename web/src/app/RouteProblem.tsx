import { useRouteError } from "react-router";
import { Problem } from "../ui/Problem";

/** A screen that could not be shown: what went wrong, and a way on. */
export function RouteProblem() {
  return <Problem error={useRouteError()} onRetry={() => window.location.reload()} />;
}
