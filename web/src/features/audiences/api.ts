import { queryOptions } from "@tanstack/react-query";
import { api, call } from "../../api/client";

/** Audiences whose name or description holds the text; the first hundred. */
export const audiencesQuery = ({ search = "", type }: { search?: string; type?: "static" | "live" }) =>
  queryOptions({
    queryKey: ["audiences", "search", search, type],
    queryFn: () =>
      call(
        api.GET("/api/audience", {
          params: { query: { limit: 100, ...(search && { search }), ...(type && { type }) } },
        }),
      ),
    placeholderData: (previous) => previous,
  });
