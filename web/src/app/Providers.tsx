import { DirectionProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { QueryClientProvider } from "@tanstack/react-query";
import { NuqsAdapter } from "nuqs/adapters/react-router/v8";
import { I18nextProvider } from "react-i18next";
import { type DataRouter, RouterProvider } from "react-router";
import { queryClient } from "../api/query";
import { i18n } from "../i18n";
import { Direction } from "./Direction";
import { Themed } from "./Themed";

/** Everything that screens stand in. */
export function Providers({ router }: { router: DataRouter }) {
  return (
    <I18nextProvider i18n={i18n}>
      <DirectionProvider>
        <Themed>
          <Direction />
          <QueryClientProvider client={queryClient}>
            <NuqsAdapter>
              <RouterProvider router={router} />
            </NuqsAdapter>
          </QueryClientProvider>
          <Notifications position="bottom-right" limit={4} />
        </Themed>
      </DirectionProvider>
    </I18nextProvider>
  );
}
