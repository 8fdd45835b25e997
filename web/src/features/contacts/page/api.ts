import { queryOptions, useMutation } from "@tanstack/react-query";
import { api, call } from "../../../api/client";
import { queryClient } from "../../../api/query";
import type { Contact, ContactEvent, EraseContact } from "../../../api/schema";
import { notifyError } from "../../../ui/notify";
import { type CursorList, useCursorList } from "../../../ui/table/useCursorList";
import { theTag } from "../../tags/api";

const at = (id: string) => ({ params: { path: { id } } });

/** Ask again for everything that is shown of contacts. */
export const refreshContacts = () => {
  for (const topic of ["contacts", "home", "tags", "audiences"])
    queryClient.invalidateQueries({ queryKey: [topic] });
};

export const callableQuery = (id: string) =>
  queryOptions({
    queryKey: ["contacts", "callable", id],
    queryFn: () =>
      call(api.GET("/api/contact/{id}/callable", { params: { path: { id }, query: { channel: "call" } } })),
  });

export const callsQuery = (id: string) =>
  queryOptions({
    queryKey: ["contacts", "calls", id],
    queryFn: () =>
      call(api.GET("/api/contact/{id}/calls", { params: { path: { id }, query: { limit: 1 } } })),
  });

export const audiencesOfQuery = (id: string) =>
  queryOptions({
    queryKey: ["contacts", "audiences", id],
    queryFn: () => call(api.GET("/api/contact/{id}/audiences", at(id))),
  });

export const consentsQuery = (id: string) =>
  queryOptions({
    queryKey: ["contacts", "consents", id],
    queryFn: () => call(api.GET("/api/contact/{id}/consents", at(id))),
  });

/** What happened to a contact, newest first. */
export function useTimeline(id: string): CursorList<ContactEvent> {
  return useCursorList<ContactEvent>(["contacts", "timeline", id], (cursor, signal) =>
    call(
      api.GET("/api/contact/{id}/interactions", {
        signal,
        params: { path: { id }, query: { limit: 50, ...(cursor && { cursor }) } },
      }),
    ),
  );
}

/** Change fields. The version that was seen goes along, so that nobody else's change is overwritten unseen. */
export function useUpdateContact(contact: Pick<Contact, "id" | "version">) {
  return useMutation({
    mutationFn: (fields: Record<string, unknown>) =>
      call(
        api.PATCH("/api/contact/{id}", {
          params: { path: { id: contact.id } },
          headers: { "If-Match": `"${contact.version}"` },
          body: fields as never,
        }),
      ),
    onSuccess: ({ contact: saved }) => {
      queryClient.setQueryData(["contacts", "one", saved.id], saved);
      refreshContacts();
    },
  });
}

/** The one-click actions on a contact. */
export function useContactActions(id: string) {
  const options = { onSuccess: refreshContacts, onError: notifyError };
  return {
    archive: useMutation({
      mutationFn: () => call(api.POST("/api/contact/{id}/archive", at(id))),
      ...options,
    }),
    unarchive: useMutation({
      mutationFn: () => call(api.POST("/api/contact/{id}/unarchive", at(id))),
      ...options,
    }),
    remove: useMutation({ mutationFn: () => call(api.DELETE("/api/contact/{id}", at(id))), ...options }),
    restore: useMutation({
      mutationFn: () => call(api.POST("/api/contact/{id}/restore", at(id))),
      ...options,
    }),
    verify: useMutation({ mutationFn: () => call(api.POST("/api/contact/{id}/verify", at(id))), ...options }),
    tag: useMutation({
      mutationFn: async (name: string) => {
        const tags = [await theTag(name)];
        return call(api.POST("/api/contact/{id}/tags", { params: { path: { id } }, body: { tags } }));
      },
      ...options,
    }),
    untag: useMutation({
      mutationFn: (tagId: string) =>
        call(api.DELETE("/api/contact/{id}/tags/{tagId}", { params: { path: { id, tagId } } })),
      ...options,
    }),
    join: useMutation({
      mutationFn: (audienceId: string) =>
        call(
          api.POST("/api/audience/{id}/add-contacts", {
            params: { path: { id: audienceId } },
            body: { contacts: [id] },
          }),
        ),
      ...options,
    }),
    leave: useMutation({
      mutationFn: (audienceId: string) =>
        call(
          api.POST("/api/audience/{id}/remove-contacts", {
            params: { path: { id: audienceId } },
            body: { contacts: [id] },
          }),
        ),
      ...options,
    }),
    addPhone: useMutation({
      mutationFn: (primaryPhone: string) =>
        call(api.POST("/api/contact/{id}/phones", { params: { path: { id } }, body: { primaryPhone } })),
      ...options,
    }),
    removePhone: useMutation({
      mutationFn: (key: string) =>
        call(api.DELETE("/api/contact/{id}/phones/{key}", { params: { path: { id, key } } })),
      ...options,
    }),
    makePrimary: useMutation({
      mutationFn: (key: string) =>
        call(api.POST("/api/contact/{id}/phones/{key}/make-primary", { params: { path: { id, key } } })),
      ...options,
    }),
    erase: useMutation({
      mutationFn: (body: EraseContact) =>
        call(api.POST("/api/contact/{id}/erase", { params: { path: { id } }, body })),
      ...options,
    }),
  };
}
