/**
 * Only paths of this app: an address in a link must not lead elsewhere. Browsers read `/\\host`, and `//host` with a
 * tab or a line break in between, as another host, so that the address is resolved as they do it.
 */
export function localPath(next: string | null, origin: string = location.origin): string {
  if (!next?.startsWith("/")) return "/";
  try {
    const { origin: where, pathname, search } = new URL(next, origin);
    return where === origin && !pathname.startsWith("//") ? pathname + search : "/";
  } catch {
    return "/";
  }
}
