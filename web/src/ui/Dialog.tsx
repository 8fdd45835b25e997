import { Drawer, Modal } from "@mantine/core";
import type { ComponentProps } from "react";
import { useFocusBack } from "./useFocusBack";

type Without<Props> = Omit<Props, "opened">;

/** A dialog for as long as it is drawn. The focus goes back to where it was. */
export function Dialog(props: Without<ComponentProps<typeof Modal>>) {
  useFocusBack();
  return <Modal opened {...props} />;
}

/** A dialog at the side of the screen, for as long as it is drawn. */
export function SideDialog(props: Without<ComponentProps<typeof Drawer>>) {
  useFocusBack();
  return <Drawer opened {...props} />;
}
