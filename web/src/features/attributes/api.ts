import { queryOptions, useMutation } from "@tanstack/react-query";
import { api, call } from "../../api/client";
import { queryClient } from "../../api/query";
import type { AttributeCreate, AttributeUpdate } from "../../api/schema";

/** The custom attributes that are in use. */
export const attributesQuery = queryOptions({
  queryKey: ["attributes", "used"],
  queryFn: () => call(api.GET("/api/custom-attributes")),
  staleTime: 5 * 60_000,
});

/** All of them, archived ones too. */
export const allAttributesQuery = queryOptions({
  queryKey: ["attributes", "all"],
  queryFn: () => call(api.GET("/api/custom-attributes", { params: { query: { includeArchived: true } } })),
});

/** How many contacts hold a value, and some of them. */
export const attributeUsageQuery = (id: string) =>
  queryOptions({
    queryKey: ["attributes", "usage", id],
    queryFn: () => call(api.GET("/api/custom-attributes/{id}/usage", { params: { path: { id } } })),
  });

const refresh = () => {
  queryClient.invalidateQueries({ queryKey: ["attributes"] });
  queryClient.invalidateQueries({ queryKey: ["contacts"] });
};

export function useCreateAttribute() {
  return useMutation({
    mutationFn: (body: AttributeCreate) => call(api.POST("/api/custom-attributes", { body })),
    onSuccess: refresh,
  });
}

export function useUpdateAttribute(id: string) {
  return useMutation({
    mutationFn: (body: AttributeUpdate) =>
      call(api.PATCH("/api/custom-attributes/{id}", { params: { path: { id } }, body })),
    onSuccess: refresh,
  });
}

export function useArchiveAttribute() {
  return useMutation({
    mutationFn: (id: string) => call(api.DELETE("/api/custom-attributes/{id}", { params: { path: { id } } })),
    onSuccess: refresh,
  });
}

export function useRestoreAttribute() {
  return useMutation({
    mutationFn: (id: string) =>
      call(api.POST("/api/custom-attributes/{id}/restore", { params: { path: { id } } })),
    onSuccess: refresh,
  });
}
