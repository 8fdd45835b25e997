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

/** A value that is edited where it stands: Enter or leaving saves, Escape takes it back. */
export function EditableField({ contact, field, label, value, ltr, readOnly }: Props) {
  const { t } = useTranslation("contact");
  const [draft, setDraft] = useState<string | null>(null);
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
    saving.reset();
    requestAnimationFrame(() => button.current?.focus());
  };
  const save = () => {
    if (draft === null || saving.isPending) return;
    if (draft.trim() === (value ?? "")) return stop();
    saving.mutate({ [field]: draft.trim() || null }, { onSuccess: stop });
  };
  const error = saving.error
    ? saving.error instanceof ApiError && saving.error.status === 412
      ? t("changedMeanwhile")
      : (fieldErrors(saving.error)[field] ?? messageOf(saving.error, t("common:problem.unknown")))
    : undefined;
  if (draft === null)
    return (
      <button
        ref={button}
        type="button"
        className={classes.value}
        aria-label={t("editField", { field: label, value: value ?? "" })}
        onClick={() => setDraft(value ?? "")}
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
      disabled={saving.isPending}
      onChange={(event) => setDraft(event.currentTarget.value)}
      onBlur={() => {
        if (!saving.error) save();
      }}
      onKeyDown={(event: KeyboardEvent) => {
        if (event.key === "Enter") {
          if (saving.error instanceof ApiError && saving.error.status === 412) refreshContacts();
          save();
        }
        if (event.key === "Escape") stop();
      }}
    />
  );
}
