import { Alert, type ModalProps, Stack } from "@mantine/core";
import { type FormEvent, type ReactNode, useRef } from "react";
import { Dialog } from "./Dialog";
import { FormActions, type FormActionsProps } from "./FormActions";
import { fieldErrors } from "./formErrors";
import { messageOf } from "./Problem";

/** Milliseconds between the clicks of a double one, at most. */
const DOUBLE = 500;

interface Props extends Omit<FormActionsProps, "onCancel" | "busy"> {
  title: ReactNode;
  size?: ModalProps["size"];
  /** What sends the form: a mutation. */
  sending: { error: unknown; isPending: boolean };
  onSubmit: () => void;
  onClose: () => void;
  /** The inputs; `errorOf("email")` is what the server refused of a field. */
  children: (errorOf: (field: string) => string | undefined) => ReactNode;
}

/**
 * A form in a dialog. A refusal stands at the input that asks for it with `errorOf`, and above all of them where none
 * does: nothing fails without being told.
 */
export function FormDialog({ title, size, sending, onSubmit, onClose, children, ...actions }: Props) {
  const { error } = sending;
  const sent = useRef(Number.NEGATIVE_INFINITY);
  const refused = fieldErrors(error);
  const told = new Set<string>();
  const inputs = children((field) => {
    told.add(field);
    return refused[field];
  });
  const untold = Object.keys(refused).filter((field) => !told.has(field));
  const general =
    Object.keys(refused).length > 0 ? untold.map((field) => refused[field]) : [messageOf(error)];
  return (
    <Dialog onClose={onClose} title={title} size={size}>
      <form
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          // React hears that the first click of a double one sends only after the second.
          if (event.timeStamp - sent.current < DOUBLE || sending.isPending) return;
          sent.current = event.timeStamp;
          onSubmit();
        }}
      >
        <Stack gap="sm">
          {error !== null && general.length > 0 && (
            <Alert color="red" role="alert">
              {general.join(" ")}
            </Alert>
          )}
          {inputs}
          <FormActions {...actions} onCancel={onClose} busy={sending.isPending} />
        </Stack>
      </form>
    </Dialog>
  );
}
