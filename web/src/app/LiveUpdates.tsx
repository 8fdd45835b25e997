import { useEffect } from "react";
import { queryClient } from "../api/query";
import { sessionQuery } from "../features/session/session";
import { isLong, topicsToAsk, waitFor } from "./topics";

/**
 * Listens to what changes on the server (server-sent events) and asks again for what this screen shows of it.
 * After a break, and when the page was out of sight, everything that is shown is asked for once.
 */
export function LiveUpdates() {
  useEffect(() => {
    const waiting = new Map<string, ReturnType<typeof setTimeout>>();
    let version: string | undefined;
    let broken = false;
    const refresh = (topic: string) => {
      if (waiting.has(topic)) return;
      const ask = () => {
        waiting.delete(topic);
        const of = topic === "all" ? {} : { queryKey: [topic] };
        queryClient.invalidateQueries({ ...of, predicate: (query) => !isLong(query) });
        queryClient.invalidateQueries({ ...of, predicate: isLong, refetchType: "none" });
      };
      waiting.set(topic, setTimeout(ask, waitFor(topic)));
    };
    let events: EventSource | undefined;
    let again: ReturnType<typeof setTimeout> | undefined;
    const listen = () => {
      clearTimeout(again);
      events?.close();
      events = new EventSource("/api/events");
      events.addEventListener("hello", (event) => {
        const now = JSON.parse(event.data).version as string;
        // Another version of the service has other files than this page knows.
        if (version !== undefined && now !== version) window.location.reload();
        version = now;
        if (broken) refresh("all");
        broken = false;
      });
      events.addEventListener("changed", (event) => {
        for (const topic of topicsToAsk(JSON.parse(event.data).topic)) refresh(topic);
      });
      events.addEventListener("job", () => refresh("jobs"));
      events.addEventListener("goodbye", () =>
        queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey }),
      );
      events.addEventListener("error", () => {
        broken = true;
        // After an answer that is no stream (a proxy while the service restarts) the browser gives up; this does not.
        if (events?.readyState === EventSource.CLOSED)
          again = setTimeout(listen, 3_000 + Math.random() * 4_000);
      });
    };
    // A browser has six connections to a server for all its tabs: one that nobody looks at takes none of them.
    const look = () => {
      if (!document.hidden) return listen();
      clearTimeout(again);
      events?.close();
      broken = true;
    };
    document.addEventListener("visibilitychange", look);
    look();
    return () => {
      document.removeEventListener("visibilitychange", look);
      clearTimeout(again);
      events?.close();
      for (const timer of waiting.values()) clearTimeout(timer);
    };
  }, []);
  return null;
}
