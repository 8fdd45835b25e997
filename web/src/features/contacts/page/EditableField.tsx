import { TextInput } from "@mantine/core";
import { type KeyboardEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiError } from "../../../api/errors";
import type { ContactDetails } from "../../../api/schema";
import { fieldErrors } from "../../../ui/formErrors";
import { messageOf } from "../../../ui/Problem";
import { refreshContacts, useUpdateContact } from "./api";
import classes from "./EditableField.module.css";

interface Props {
  contact: ContactDetails;
  field: keyof ContactDetails & string;
  label: string;
  value: string | null;
  /** Numbers, addresses and codes read left to right. */
  ltr?: boolean;
  readOnly?: boolean;
}

const isOvertaken = (error: unknown) => error instanceof ApiError && error.status === 412;

/** A value that is edited where it stands: Enter or leaving saves, Escape takes it back. */
export function EditableField({ contact, field, label, value, ltr, readOnly }: Props) {
  const { t } = useTranslation("contact");
  const [draft, setDraft] = useState<string | null>(null);
  // The value on which the draft was begun: what somebody else wrote there since is not overwritten unseen.
  const [begunOn, setBegunOn] = useState(value);
  const [overtaken, setOvertaken] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const saving = useUpdateContact(contact);
  const shown = value ? (
    <bdi className={ltr ? "ltr" : undefined}>{value}</bdi>
  ) : (
    <span className="quiet">–</span>
  );
  if (readOnly) return <span className={classes.plain}>{shown}</span>;
  const stop = () => {
    setDraft(null);
    setOvertaken(false);
    saving.reset();
    // Whoever went on to another place stays there.
    requestAnimationFrame(() => document.activeElement === document.body && button.current?.focus());
  };
  const save = () => {
    if (draft === null || saving.isPending) return;
    if (draft.trim() === (value ?? "")) return stop();
    setOvertaken(value !== begunOn);
    setBegunOn(value);
    if (value !== begunOn) return;
    saving.mutate(
      { [field]: draft.trim() || null },
      {
        onSuccess: stop,
        onError: (error) => {
          if (isOvertaken(error)) refreshContacts();
        },
      },
    );
  };
  const error =
    overtaken || isOvertaken(saving.error)
      ? t("changedMeanwhile")
      : saving.error && (fieldErrors(saving.error)[field] ?? messageOf(saving.error));
  if (draft === null)
    return (
      <button
        ref={button}
        type="button"
        className={classes.value}
        aria-label={t("editField", { field: label, value: value ?? "" })}
        onClick={() => {
          setBegunOn(value);
          setDraft(value ?? "");
        }}
      >
        {shown}
      </button>
    );
  return (
    <TextInput
      size="xs"
      autoFocus
      aria-label={label}
      className={ltr ? "ltr" : undefined}
      value={draft}
      error={error}
      readOnly={saving.isPending}
      onChange={(event) => setDraft(event.currentTarget.value)}
      onBlur={() => {
        if (!error) save();
      }}
      onKeyDown={(event: KeyboardEvent) => {
        if (event.key === "Enter") save();
        if (event.key === "Escape") stop();
      }}
    />
  );
}
