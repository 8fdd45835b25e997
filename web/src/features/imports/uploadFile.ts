import { ownHeaders, refusal } from "../../api/client";
import type { ImportSource } from "../../api/schema";

/** Send a file to be imported; `onProgress` is told the share (0 to 1) that has left, which fetch cannot tell. */
export function uploadFile(
  file: File,
  onProgress: (share: number) => void,
  signal: AbortSignal,
): Promise<ImportSource> {
  const form = new FormData();
  form.set("file", file);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", "/api/imports/upload");
    for (const [name, value] of Object.entries(ownHeaders())) request.setRequestHeader(name, value);
    request.upload.onprogress = (event) => event.lengthComputable && onProgress(event.loaded / event.total);
    request.onerror = () => reject(new TypeError("the server cannot be reached"));
    request.onabort = () => reject(new DOMException("stopped", "AbortError"));
    request.onload = () => {
      const headers = { "X-Request-Id": request.getResponseHeader("X-Request-Id") ?? "" };
      const response = new Response(request.responseText, { status: request.status, headers });
      if (response.ok) resolve(response.json());
      else refusal(response).then(reject);
    };
    signal.addEventListener("abort", () => request.abort());
    request.send(form);
  });
}
