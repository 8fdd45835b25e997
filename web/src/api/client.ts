import createClient, { type Middleware } from "openapi-fetch";
import { ApiError } from "./errors";
import type { paths } from "./schema";

let organization: string | null = null;

/**
 * Say which organization what is on the screen belongs to. A session looks at one organization in all windows: with
 * this the server refuses what a window asks that was left open while another organization was chosen in a second one.
 */
export function actFor(organizationId: string): void {
  organization = organizationId;
}

/** True when what is on the screen belongs to another organization than this one. */
export const actsForAnother = (organizationId: string): boolean =>
  organization !== null && organization !== organizationId;

/** Tells the server that a request was made by this app, not by a page of somebody else, and for which organization. */
export function ownHeaders(): Record<string, string> {
  const own = { "X-Requested-With": "gomobile" };
  return organization ? { ...own, "X-Organization": organization } : own;
}

/** The address of a file to download, for a link: where the headers of `ownHeaders` cannot go along. */
export function downloadAddress(path: string, query: Record<string, unknown> = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    if (value !== undefined && value !== null) search.set(name, String(value));
  if (organization) search.set("organization", organization);
  return search.size > 0 ? `${path}?${search}` : path;
}

/** What is asked of whichever organization the session looks at. */
const OF_ANY_ORGANIZATION = new Set(["/api/auth/session", "/api/auth/organization", "/api/auth/sign-out"]);

type Listener = (error: ApiError) => void;
const listeners = new Set<Listener>();

/** Be told of every refusal, whoever asked: some end what the whole window shows. */
export function onRefusal(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The error of an answer that is not 2xx. */
export async function refusal(response: Response): Promise<ApiError> {
  const error = await ApiError.from(response);
  for (const listener of listeners) listener(error);
  return error;
}

const throwing: Middleware = {
  onRequest({ request, schemaPath }) {
    for (const [name, value] of Object.entries(ownHeaders())) request.headers.set(name, value);
    if (OF_ANY_ORGANIZATION.has(schemaPath)) request.headers.delete("X-Organization");
  },
  async onResponse({ response }) {
    if (!response.ok) throw await refusal(response);
  },
};

const client = createClient<paths>({ baseUrl: "" });
client.use(throwing);

/**
 * The HTTP API with the types of its OpenAPI document. Every call throws ApiError unless the answer is 2xx, so
 * `data` is there: `const contact = await call(api.GET("/api/contact/{id}", { params: { path: { id } } }))`.
 */
export const api = client;

export async function call<T>(request: Promise<{ data?: T }>): Promise<T> {
  return (await request).data as T;
}

/** Send a form with a file; the same errors as `api`. */
export async function upload<T>(path: string, form: FormData, method = "POST"): Promise<T> {
  const response = await fetch(path, { method, body: form, headers: ownHeaders() });
  if (!response.ok) throw await refusal(response);
  return response.json();
}
