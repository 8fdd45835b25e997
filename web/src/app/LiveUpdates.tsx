import { useEffect } from "react";
import { queryClient } from "../api/query";

/** Wait this long, in milliseconds, for more of the same before a topic is asked for again. */
const CALM = 400;

/**
 * Listens to what changes on the server (server-sent events) and asks again for what this screen shows of it.
 * The browser reconnects by itself; after a break everything that is shown is asked for once.
 */
export function LiveUpdates() {
  useEffect(() => {
    const waiting = new Map<string, ReturnType<typeof setTimeout>>();
    const refresh = (topic: string) => {
      if (waiting.has(topic)) return;
      waiting.set(
        topic,
        setTimeout(() => {
          waiting.delete(topic);
          queryClient.invalidateQueries({ queryKey: [topic] });
        }, CALM),
      );
    };
    const events = new EventSource("/api/events");
    let broken = false;
    events.addEventListener("changed", (event) => refresh(JSON.parse(event.data).topic));
    events.addEventListener("job", () => refresh("jobs"));
    events.addEventListener("error", () => {
      broken = true;
    });
    events.addEventListener("open", () => {
      if (broken) queryClient.invalidateQueries();
      broken = false;
    });
    return () => {
      events.close();
      for (const timer of waiting.values()) clearTimeout(timer);
    };
  }, []);
  return null;
}
