const TOLD = "gomobile.organizationChanged";

/**
 * Load the app anew at its first page, for the organization that the session looks at by now. Until the browser has done
 * so the page goes on acting for the one that it was made for, and the server refuses what is still clicked there.
 */
export function reopen(): void {
  sessionStorage.setItem(TOLD, "1");
  window.location.assign("/");
}

/** True once after `reopen`, to tell why. */
export function wasReopened(): boolean {
  const told = sessionStorage.getItem(TOLD) !== null;
  sessionStorage.removeItem(TOLD);
  return told;
}
