import { queryOptions } from "@tanstack/react-query";
import { api, call } from "../../api/client";

/** Tags whose name holds the text; the first hundred. */
export const tagsQuery = (search = "") =>
  queryOptions({
    queryKey: ["tags", "search", search],
    queryFn: () =>
      call(
        api.GET("/api/tags", {
          params: { query: { limit: 100, sortBy: "name", sortOrder: "asc", ...(search && { search }) } },
        }),
      ),
    placeholderData: (previous) => previous,
  });
