import { createTheme, type MantineColorsTuple } from "@mantine/core";

/** The product's own colour; contrast on white is 5.5:1 from shade 6 on. */
const iris: MantineColorsTuple = [
  "#f3f3fd",
  "#e6e6fa",
  "#cbcbf4",
  "#aeaeee",
  "#9494e8",
  "#7676df",
  "#5b5bd6",
  "#4d4cc0",
  "#403fa6",
  "#302f82",
];

/** Calm greys with a hint of the product's colour. */
const gray: MantineColorsTuple = [
  "#f9f9fb",
  "#f3f3f6",
  "#e9e9ee",
  "#dddde4",
  "#c8c8d1",
  "#a3a3b0",
  "#6d6d7c",
  "#55555f",
  "#34343c",
  "#1c1c21",
];

const dark: MantineColorsTuple = [
  "#d6d6df",
  "#b4b4c0",
  "#9a9aa8",
  "#74747f",
  "#3a3a42",
  "#2e2e35",
  "#232329",
  "#1a1a1f",
  "#131317",
  "#0d0d10",
];

/** What cannot be taken back; white on shade 6 has a contrast of 5.2:1. */
const red: MantineColorsTuple = [
  "#fff1f1",
  "#ffe1e2",
  "#ffc7c9",
  "#ffa1a5",
  "#fc6f76",
  "#e5484d",
  "#c6303e",
  "#ab2434",
  "#8c1f2d",
  "#6b1722",
];

/** Dense by default: people look at this all day, in lists. Sizes are Mantine's, made one step smaller. */
export const theme = createTheme({
  primaryColor: "iris",
  primaryShade: 6,
  colors: { iris, red, gray, dark },
  autoContrast: true,
  defaultRadius: 6,
  cursorType: "pointer",
  fontFamily: '"Inter Variable", "Noto Sans Arabic", "Noto Sans", system-ui, sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", "Cascadia Mono", Menlo, monospace',
  fontSizes: { xs: "0.75rem", sm: "0.8125rem", md: "0.875rem", lg: "1rem", xl: "1.125rem" },
  spacing: { xs: "0.375rem", sm: "0.625rem", md: "1rem", lg: "1.5rem", xl: "2rem" },
  headings: {
    fontWeight: "600",
    sizes: {
      h1: { fontSize: "1.25rem", lineHeight: "1.4" },
      h2: { fontSize: "1rem", lineHeight: "1.4" },
      h3: { fontSize: "0.875rem", lineHeight: "1.4" },
    },
  },
  components: {
    Button: { defaultProps: { size: "xs", fw: 500 } },
    ActionIcon: { defaultProps: { size: "md", variant: "subtle", color: "gray" } },
    TextInput: { defaultProps: { size: "sm" } },
    PasswordInput: { defaultProps: { size: "sm" } },
    NumberInput: { defaultProps: { size: "sm" } },
    Textarea: { defaultProps: { size: "sm", autosize: true, minRows: 2 } },
    Select: { defaultProps: { size: "sm", comboboxProps: { shadow: "md" }, allowDeselect: false } },
    MultiSelect: { defaultProps: { size: "sm", comboboxProps: { shadow: "md" } } },
    Checkbox: { defaultProps: { size: "xs" } },
    Switch: { defaultProps: { size: "sm" } },
    SegmentedControl: { defaultProps: { size: "xs" } },
    Badge: {
      defaultProps: { size: "sm", variant: "light", radius: "sm" },
      styles: { root: { textTransform: "none" } },
    },
    Menu: { defaultProps: { shadow: "md", position: "bottom-end" } },
    Tooltip: { defaultProps: { openDelay: 300, withArrow: true } },
    Modal: { defaultProps: { centered: true, radius: "md", overlayProps: { backgroundOpacity: 0.35 } } },
    Drawer: { defaultProps: { position: "right", overlayProps: { backgroundOpacity: 0.2 } } },
    Anchor: { defaultProps: { underline: "hover" } },
    Table: { defaultProps: { verticalSpacing: 6, horizontalSpacing: "sm" } },
  },
});
