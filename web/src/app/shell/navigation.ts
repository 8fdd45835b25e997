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
import type { Role } from "../../features/session/session";

interface Place {
  /** Names the word in `nav.*` of the messages. */
  key: string;
  to: string;
  icon: typeof IconHome;
  /** From which role on the place is shown; `otherwise` is where others are led, if anywhere. */
  role?: Role;
  otherwise?: string;
}

/** The places of the product, in the order of the side bar. */
export const PLACES: Place[] = [
  { key: "home", to: "/", icon: IconHome },
  { key: "contacts", to: "/contacts", icon: IconAddressBook },
  { key: "audiences", to: "/audiences", icon: IconUsersGroup },
  { key: "imports", to: "/imports", icon: IconFileImport, role: "manager" },
  { key: "quality", to: "/quality", icon: IconSparkles },
  { key: "privacy", to: "/privacy", icon: IconShieldLock, role: "manager", otherwise: "/privacy/consents" },
];

/** What shapes the data, apart from the daily places. */
export const SHAPING: Place[] = [
  { key: "attributes", to: "/attributes", icon: IconListDetails },
  { key: "tags", to: "/tags", icon: IconTag },
  { key: "settings", to: "/settings", icon: IconSettings },
];
