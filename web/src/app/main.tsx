import "@fontsource-variable/inter/wght.css";
import "../styles/mantine.css";
import "@mantine/notifications/styles.css";
import "../styles/global.css";
import { createRoot } from "react-dom/client";
import { startI18n } from "../i18n";
import { Providers } from "./Providers";
import { router } from "./router";

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");
await startI18n();
createRoot(root).render(<Providers router={router} />);
