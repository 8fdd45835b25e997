import { Page } from "../../ui/Page";

export function Component() {
  return <Page title="OrganizationPage">{null}</Page>;
}
