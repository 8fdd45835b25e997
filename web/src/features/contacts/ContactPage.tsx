import { Page } from "../../ui/Page";

export function Component() {
  return <Page title="ContactPage">{null}</Page>;
}
