import { queryOptions, useMutation } from "@tanstack/react-query";
import { api, call } from "../../api/client";
import { queryClient } from "../../api/query";
import type {
  InvitationCreate,
  KeyCreate,
  KeyUpdate,
  Member,
  MemberUpdate,
  OrganizationUpdate,
} from "../../api/schema";
import { notifyError } from "../../ui/notify";

const refresh = (topic: string) => () => queryClient.invalidateQueries({ queryKey: [topic] });

export const organizationQuery = queryOptions({
  queryKey: ["organization"],
  queryFn: () => call(api.GET("/api/organization")),
});

export function useUpdateOrganization() {
  return useMutation({
    mutationFn: (body: OrganizationUpdate) => call(api.PATCH("/api/organization", { body })),
    onSuccess: () => {
      queryClient.invalidateQueries({ queryKey: ["organization"] });
      queryClient.invalidateQueries({ queryKey: ["session"] });
    },
  });
}

/** People of the organization and invitations that wait; more than a hundred come page by page. */
export const peopleQuery = queryOptions({
  queryKey: ["people"],
  queryFn: async () => {
    const people: Member[] = [];
    for (let page = 1; ; page++) {
      const found = await call(api.GET("/api/people", { params: { query: { page, limit: 100 } } }));
      people.push(...found.data);
      if (!found.meta.hasNextPage) return people;
    }
  },
});

export function useInvite() {
  return useMutation({
    mutationFn: (body: InvitationCreate) => call(api.POST("/api/people/invitations", { body })),
    onSuccess: refresh("people"),
  });
}

export function useResend() {
  return useMutation({
    mutationFn: (id: string) =>
      call(api.POST("/api/people/invitations/{id}/resend", { params: { path: { id } } })),
    onSuccess: refresh("people"),
    onError: notifyError,
  });
}

export function useUpdateMember() {
  return useMutation({
    mutationFn: ({ id, ...body }: MemberUpdate & { id: string }) =>
      call(api.PATCH("/api/people/{id}", { params: { path: { id } }, body })),
    onSuccess: refresh("people"),
    onError: notifyError,
  });
}

/** Take somebody out of the organization, or an invitation back. */
export function useRemoveMember() {
  return useMutation({
    mutationFn: async (member: Member) => {
      const params = { path: { id: member.id } };
      if (member.status === "invited") await api.DELETE("/api/people/invitations/{id}", { params });
      else await api.DELETE("/api/people/{id}", { params });
    },
    onSuccess: refresh("people"),
    onError: notifyError,
  });
}

export function useResetLink() {
  return useMutation({
    mutationFn: (id: string) => call(api.POST("/api/people/{id}/reset-link", { params: { path: { id } } })),
    onError: notifyError,
  });
}

export const keysQuery = queryOptions({
  queryKey: ["keys"],
  queryFn: async () => (await call(api.GET("/api/auth/api-keys"))).apiKeys,
});

export function useCreateKey() {
  return useMutation({
    mutationFn: (body: KeyCreate) => call(api.POST("/api/auth/api-keys", { body })),
    onSuccess: refresh("keys"),
  });
}

export function useUpdateKey() {
  return useMutation({
    mutationFn: ({ id, ...body }: KeyUpdate & { id: string }) =>
      call(api.PATCH("/api/auth/api-keys/{id}", { params: { path: { id } }, body })),
    onSuccess: refresh("keys"),
    onError: notifyError,
  });
}

export function useRevokeKey() {
  return useMutation({
    mutationFn: (id: string) => call(api.DELETE("/api/auth/api-keys/{id}", { params: { path: { id } } })),
    onSuccess: refresh("keys"),
    onError: notifyError,
  });
}

export const sessionsQuery = queryOptions({
  queryKey: ["session", "all"],
  queryFn: async () => (await call(api.GET("/api/auth/sessions"))).data,
});
