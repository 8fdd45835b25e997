import { actFor } from "../../api/client";
import { queryClient } from "../../api/query";
import type { SignedIn } from "../../api/schema";
import { changeLocale, i18n } from "../../i18n";
import { sessionQuery } from "./session";

/** Begin with a session: nothing of the one before is shown, and the screens speak the person's language. */
export async function enter(session: SignedIn): Promise<void> {
  // The link that led here is used up: asking for it again would be refused.
  queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== "link" });
  actFor(session.organization.id);
  queryClient.setQueryData(sessionQuery.queryKey, session);
  const { locale } = session.person;
  if (locale && locale !== i18n.language) await changeLocale(locale);
}
