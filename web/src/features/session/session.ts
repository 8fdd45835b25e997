import { queryOptions } from "@tanstack/react-query";
import { createContext, useContext } from "react";
import { actFor, actsForAnother, api, call } from "../../api/client";
import { ApiError } from "../../api/errors";
import { reopen } from "./reopen";

export type Role = "owner" | "admin" | "manager" | "agent";

const RANK: Record<Role, number> = { agent: 0, manager: 1, admin: 2, owner: 3 };

/** Who is signed in, in which organization; null when nobody is. */
export const sessionQuery = queryOptions({
  queryKey: ["session"],
  staleTime: 5 * 60_000,
  queryFn: async () => {
    try {
      const session = await call(api.GET("/api/auth/session"));
      const { id } = session.organization;
      if (actsForAnother(id)) {
        reopen();
        return new Promise<never>(() => {});
      }
      actFor(id);
      return session;
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) return null;
      throw error;
    }
  },
});

type Session = NonNullable<Awaited<ReturnType<NonNullable<typeof sessionQuery.queryFn>>>>;

/**
 * The session that the shell found, for what stands inside it. Handed down instead of read from the query's cache:
 * a screen that is drawn once more while its reader signs out still has the session it was drawn for.
 */
export const SessionContext = createContext<Session | null>(null);

/** The session of a screen inside the shell, where there always is one. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error("this screen stands inside the shell, which asks for a session");
  return session;
}

/** True when a role may do what needs another one. */
export const reaches = (role: string, needed: Role): boolean => RANK[role as Role] >= RANK[needed];

/** True when the signed-in person may do what needs this role: `useMay("admin")`. */
export function useMay(role: Role): boolean {
  return reaches(useSession().role, role);
}
