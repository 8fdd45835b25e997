import { createBrowserRouter } from "react-router";
import { RouteProblem } from "./RouteProblem";
import { Shell } from "./shell/Shell";
import { Waiting } from "./Waiting";

/** One place that tells which address shows which screen. Each screen is a file of its own, loaded when it is opened. */
export const router = createBrowserRouter([
  { path: "/sign-in", lazy: () => import("../features/session/SignInPage"), HydrateFallback: Waiting },
  { path: "/welcome", lazy: () => import("../features/session/WelcomePage"), HydrateFallback: Waiting },
  { path: "/reset", lazy: () => import("../features/session/WelcomePage"), HydrateFallback: Waiting },
  { path: "/forgot", lazy: () => import("../features/session/ForgotPage"), HydrateFallback: Waiting },
  {
    path: "/",
    Component: Shell,
    HydrateFallback: Waiting,
    ErrorBoundary: RouteProblem,
    children: [
      {
        ErrorBoundary: RouteProblem,
        children: [
          { index: true, lazy: () => import("../features/home/HomePage") },
          { path: "contacts", lazy: () => import("../features/contacts/ContactsPage") },
          { path: "contacts/:id", lazy: () => import("../features/contacts/ContactPage") },
          { path: "audiences", lazy: () => import("../features/audiences/AudiencesPage") },
          { path: "audiences/new", lazy: () => import("../features/audiences/NewAudiencePage") },
          { path: "audiences/:id", lazy: () => import("../features/audiences/AudiencePage") },
          { path: "imports", lazy: () => import("../features/imports/ImportsPage") },
          { path: "imports/new", lazy: () => import("../features/imports/NewImportPage") },
          { path: "imports/mappings", lazy: () => import("../features/imports/MappingsPage") },
          { path: "imports/:id", lazy: () => import("../features/imports/ImportPage") },
          { path: "tags", lazy: () => import("../features/tags/TagsPage") },
          { path: "attributes", lazy: () => import("../features/attributes/AttributesPage") },
          { path: "quality", lazy: () => import("../features/quality/QualityPage") },
          { path: "quality/duplicates", lazy: () => import("../features/quality/DuplicatesPage") },
          { path: "quality/similar-numbers", lazy: () => import("../features/quality/SimilarNumbersPage") },
          { path: "quality/merges", lazy: () => import("../features/quality/MergesPage") },
          { path: "quality/clean-ups", lazy: () => import("../features/quality/CleanUpsPage") },
          { path: "privacy", lazy: () => import("../features/privacy/SuppressionsPage") },
          { path: "privacy/consents", lazy: () => import("../features/privacy/ConsentsPage") },
          { path: "privacy/erasure", lazy: () => import("../features/privacy/ErasurePage") },
          { path: "privacy/retention", lazy: () => import("../features/privacy/RetentionPage") },
          { path: "privacy/audit-log", lazy: () => import("../features/privacy/AuditLogPage") },
          { path: "settings", lazy: () => import("../features/settings/OrganizationPage") },
          { path: "settings/people", lazy: () => import("../features/settings/PeoplePage") },
          { path: "settings/api-keys", lazy: () => import("../features/settings/ApiKeysPage") },
          { path: "settings/me", lazy: () => import("../features/settings/MePage") },
          { path: "*", lazy: () => import("./NotFoundPage") },
        ],
      },
    ],
  },
]);
