import { QueryClient } from "@tanstack/react-query";
import { ApiError, isFinal } from "./errors";

/**
 * Answers stay fresh for half a minute; live updates tell sooner. The first word of each query key is its topic
 * (`["contacts", …]`), the word that the server uses in its live updates.
 */
export const queryClient = new QueryClient({
  defaultOptions: {
    // The server may run on this very machine, where it answers without any network.
    mutations: { networkMode: "always" },
    queries: {
      networkMode: "always",
      staleTime: 30_000,
      retry: (count, error) => count < 2 && !(error instanceof ApiError && isFinal(error)),
      refetchOnWindowFocus: false,
    },
  },
});
