import createClient, { type Middleware } from "openapi-fetch";
import { ApiError } from "./errors";
import type { paths } from "./schema";

/** Tells the server that a request was made by this app, not by a page of somebody else. */
export const OWN_REQUEST = { "X-Requested-With": "gomobile" };

const signedOut = new Set<() => void>();

/** Be told when the session has ended. */
export function onSignedOut(listener: () => void): () => void {
  signedOut.add(listener);
  return () => signedOut.delete(listener);
}

const throwing: Middleware = {
  async onResponse({ response }) {
    if (response.ok) return;
    const error = await ApiError.from(response);
    if (error.status === 401 && error.code === "UNAUTHORIZED") for (const listener of signedOut) listener();
    throw error;
  },
};

const client = createClient<paths>({ baseUrl: "", headers: OWN_REQUEST });
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
  const response = await fetch(path, { method, body: form, headers: OWN_REQUEST });
  if (!response.ok) throw await ApiError.from(response);
  return response.json();
}
