import { Page } from "../../ui/Page";

export function Component() {
  return <Page title="MergesPage">{null}</Page>;
}
