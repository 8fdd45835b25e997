import { queryOptions } from "@tanstack/react-query";
import { api, call } from "../../api/client";

/** The custom attributes that are in use. */
export const attributesQuery = queryOptions({
  queryKey: ["attributes", "used"],
  queryFn: () => call(api.GET("/api/custom-attributes")),
  staleTime: 5 * 60_000,
});
