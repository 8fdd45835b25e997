import { useEffect } from "react";
import { queryClient } from "../api/query";
import { sessionQuery } from "../features/session/session";
import { topicsToAsk, waitFor } from "./topics";

/**
 * Listens to what changes on the server (server-sent events) and asks again for what this screen shows of it.
 * The browser reconnects by itself; after a break everything that is shown is asked for once.
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
        queryClient.invalidateQueries(topic === "all" ? {} : { queryKey: [topic] });
      };
      waiting.set(topic, setTimeout(ask, waitFor(topic)));
    };
    const events = new EventSource("/api/events");
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
    });
    return () => {
      events.close();
      for (const timer of waiting.values()) clearTimeout(timer);
    };
  }, []);
  return null;
}
