import { createBrowserRouter } from "react-router";
import { queryClient } from "../api/query";
import { sessionQuery } from "../features/session/session";
import { loadMessages } from "../i18n";
import { Allowed, needs } from "./Allowed";
import { RouteProblem } from "./RouteProblem";
import { Shell } from "./shell/Shell";
import { Waiting } from "./Waiting";

/**
 * A screen together with the messages it speaks. One that were drawn before it has them would wait for them in the
 * Suspense boundary of the shell, which React opens 300 ms after it was closed at the earliest.
 */
function screen<Screen>(load: () => Promise<Screen>, ...messages: string[]): () => Promise<Screen> {
  return async () => {
    const [file] = await Promise.all([load(), loadMessages(...messages)]);
    return file;
  };
}

/** One place that tells which address shows which screen. Each screen is a file of its own, loaded when it is opened. */
export const router = createBrowserRouter([
  {
    path: "/sign-in",
    lazy: screen(() => import("../features/session/SignInPage"), "session"),
    HydrateFallback: Waiting,
  },
  {
    path: "/welcome",
    lazy: screen(() => import("../features/session/WelcomePage"), "session"),
    HydrateFallback: Waiting,
  },
  {
    path: "/reset",
    lazy: screen(() => import("../features/session/WelcomePage"), "session"),
    HydrateFallback: Waiting,
  },
  {
    path: "/forgot",
    lazy: screen(() => import("../features/session/ForgotPage"), "session"),
    HydrateFallback: Waiting,
  },
  {
    path: "/",
    Component: Shell,
    // Asked for while the screen is fetched, not after it.
    loader: () => {
      queryClient.prefetchQuery(sessionQuery);
      return null;
    },
    shouldRevalidate: () => false,
    HydrateFallback: Waiting,
    ErrorBoundary: RouteProblem,
    children: [
      {
        Component: Allowed,
        ErrorBoundary: RouteProblem,
        children: [
          { index: true, lazy: screen(() => import("../features/home/HomePage"), "home") },
          { path: "contacts", lazy: screen(() => import("../features/contacts/ContactsPage"), "contacts") },
          {
            path: "contacts/:id",
            lazy: screen(() => import("../features/contacts/ContactPage"), "contact", "contacts", "privacy"),
          },
          {
            path: "audiences",
            lazy: screen(() => import("../features/audiences/AudiencesPage"), "audiences"),
          },
          {
            path: "audiences/new",
            ...needs("manager"),
            lazy: screen(() => import("../features/audiences/NewAudiencePage"), "audiences", "rules"),
          },
          {
            path: "audiences/:id",
            lazy: screen(() => import("../features/audiences/AudiencePage"), "audiences", "rules"),
          },
          {
            path: "imports",
            ...needs("manager"),
            lazy: screen(() => import("../features/imports/ImportsPage"), "imports"),
          },
          {
            path: "imports/new",
            ...needs("manager"),
            lazy: screen(() => import("../features/imports/NewImportPage"), "imports"),
          },
          {
            path: "imports/mappings",
            ...needs("manager"),
            lazy: screen(() => import("../features/imports/MappingsPage"), "imports"),
          },
          {
            path: "imports/:id",
            ...needs("manager"),
            lazy: screen(() => import("../features/imports/ImportPage"), "imports"),
          },
          { path: "tags", lazy: screen(() => import("../features/tags/TagsPage"), "tags") },
          {
            path: "attributes",
            lazy: screen(() => import("../features/attributes/AttributesPage"), "attributes"),
          },
          { path: "quality", lazy: screen(() => import("../features/quality/QualityPage"), "quality") },
          {
            path: "quality/duplicates",
            lazy: screen(() => import("../features/quality/DuplicatesPage"), "quality"),
          },
          {
            path: "quality/similar-numbers",
            lazy: screen(() => import("../features/quality/SimilarNumbersPage"), "quality"),
          },
          { path: "quality/merges", lazy: screen(() => import("../features/quality/MergesPage"), "quality") },
          {
            path: "quality/clean-ups",
            ...needs("manager"),
            lazy: screen(() => import("../features/quality/CleanUpsPage"), "quality"),
          },
          {
            path: "privacy",
            ...needs("manager"),
            lazy: screen(() => import("../features/privacy/SuppressionsPage"), "privacy"),
          },
          {
            path: "privacy/consents",
            lazy: screen(() => import("../features/privacy/ConsentsPage"), "privacy"),
          },
          {
            path: "privacy/erasure",
            ...needs("admin"),
            lazy: screen(() => import("../features/privacy/ErasurePage"), "privacy"),
          },
          {
            path: "privacy/retention",
            ...needs("admin"),
            lazy: screen(() => import("../features/privacy/RetentionPage"), "privacy"),
          },
          {
            path: "privacy/audit-log",
            ...needs("admin"),
            lazy: screen(() => import("../features/privacy/AuditLogPage"), "privacy"),
          },
          {
            path: "settings",
            lazy: screen(() => import("../features/settings/OrganizationPage"), "settings"),
          },
          {
            path: "settings/people",
            ...needs("admin"),
            lazy: screen(() => import("../features/settings/PeoplePage"), "settings"),
          },
          {
            path: "settings/api-keys",
            ...needs("admin"),
            lazy: screen(() => import("../features/settings/ApiKeysPage"), "settings"),
          },
          { path: "settings/me", lazy: screen(() => import("../features/settings/MePage"), "settings") },
          { path: "*", lazy: screen(() => import("./NotFoundPage")) },
        ],
      },
    ],
  },
]);
