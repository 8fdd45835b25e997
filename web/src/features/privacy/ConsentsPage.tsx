import { Page } from "../../ui/Page";

export function Component() {
  return <Page title="ConsentsPage">{null}</Page>;
}
