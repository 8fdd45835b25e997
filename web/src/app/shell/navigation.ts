import {
  IconAddressBook,
  IconFileImport,
  IconHome,
  IconListDetails,
  IconSettings,
  IconShieldLock,
  IconSparkles,
  IconTag,
  IconUsersGroup,
} from "@tabler/icons-react";

/** The places of the product, in the order of the side bar; `key` names the word in `nav.*` of the messages. */
export const PLACES = [
  { key: "home", to: "/", icon: IconHome },
  { key: "contacts", to: "/contacts", icon: IconAddressBook },
  { key: "audiences", to: "/audiences", icon: IconUsersGroup },
  { key: "imports", to: "/imports", icon: IconFileImport },
  { key: "quality", to: "/quality", icon: IconSparkles },
  { key: "privacy", to: "/privacy", icon: IconShieldLock },
] as const;

/** What shapes the data, apart from the daily places. */
export const SHAPING = [
  { key: "attributes", to: "/attributes", icon: IconListDetails },
  { key: "tags", to: "/tags", icon: IconTag },
  { key: "settings", to: "/settings", icon: IconSettings },
] as const;
