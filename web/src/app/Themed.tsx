import { MantineProvider, mergeThemeOverrides } from "@mantine/core";
import { setNonce } from "get-nonce";
import { type ReactNode, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { theme } from "../styles/theme";

const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? "";
// For the style by which an open dialog keeps the page behind it from scrolling.
setNonce(nonce);

/** The theme, with the names of the library's own buttons in the language of the screens. */
export function Themed({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const named = useMemo(() => {
    const close = { closeButtonProps: { "aria-label": t("action.close") } };
    const reveal = { visibilityToggleButtonProps: { "aria-label": t("action.reveal") } };
    const clear = { clearButtonProps: { "aria-label": t("action.clear") } };
    return mergeThemeOverrides(theme, {
      components: {
        Modal: { defaultProps: close },
        Drawer: { defaultProps: close },
        Notification: { defaultProps: close },
        Alert: { defaultProps: { closeButtonLabel: t("action.close") } },
        PasswordInput: { defaultProps: reveal },
        Select: { defaultProps: clear },
        MultiSelect: { defaultProps: clear },
        TagsInput: { defaultProps: clear },
        DateInput: { defaultProps: clear },
        DateTimePicker: { defaultProps: clear },
        FileInput: { defaultProps: clear },
      },
    });
  }, [t]);
  return (
    <MantineProvider theme={named} defaultColorScheme="auto" getStyleNonce={() => nonce}>
      {children}
    </MantineProvider>
  );
}
