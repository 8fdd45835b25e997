// Before the first paint: the colours and direction chosen on this device, so that nothing flashes.
(() => {
  const saved = (name) => {
    try {
      return localStorage.getItem(name);
    } catch {
      return null;
    }
  };
  const scheme = saved("mantine-color-scheme-value") || "auto";
  const dark = scheme === "dark" || (scheme === "auto" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.setAttribute("data-mantine-color-scheme", dark ? "dark" : "light");
  const locale = saved("gomobile.locale") || navigator.language.slice(0, 2);
  if (locale === "ar") document.documentElement.dir = "rtl";
})();
