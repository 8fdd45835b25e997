import { useEffect } from "react";

/** Give the focus back to where it was when a dialog is taken out of the page: Mantine does so only when one closes. */
export function useFocusBack(opened = true): void {
  useEffect(() => {
    if (!opened) return;
    const before = document.activeElement;
    return () => {
      requestAnimationFrame(() => {
        // Whoever went on to another place stays there.
        if (document.activeElement === document.body && before instanceof HTMLElement) before.focus();
      });
    };
  }, [opened]);
}
