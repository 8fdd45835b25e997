import { Button, FileInput, Group, Stack } from "@mantine/core";
import { IconFileUpload } from "@tabler/icons-react";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import { fieldErrors } from "../../../ui/formErrors";
import { notifyDone } from "../../../ui/notify";
import { messageOf } from "../../../ui/Problem";
import { useCreateAudience, useReplaceMembers } from "../api";
import { RefreshReport } from "../page/RefreshReport";
import { NamesInputs } from "./NamesInputs";
import classes from "./New.module.css";

/** A static audience: empty, or with whom a file names. */
export function NewStatic({ fromFile }: { fromFile: boolean }) {
  const { t } = useTranslation("audiences");
  const navigate = useNavigate();
  const [names, setNames] = useState({ name: "", description: "" });
  const [file, setFile] = useState<File | null>(null);
  const creating = useCreateAudience();
  const filling = useReplaceMembers();
  const id = creating.data?.id;
  const fill = (audienceId: string) =>
    file && filling.mutate({ id: audienceId, list: { file }, dryRun: false });
  const errors = fieldErrors(creating.error);
  const general = creating.error && !errors.description ? messageOf(creating.error) : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // The file was wrong the first time; the audience is there by now.
    if (id) return fill(id);
    creating.mutate(
      { name: names.name, description: names.description || null, type: "static" },
      {
        onSuccess: (made) => {
          if (fromFile) return fill(made.id);
          notifyDone(t("created", { name: made.name }));
          navigate(`/audiences/${made.id}`);
        },
      },
    );
  };
  if (filling.data && id)
    return (
      <Stack gap="md" className={classes.names}>
        <RefreshReport report={filling.data} />
        <Group>
          <Button component={Link} to={`/audiences/${id}`}>
            {t("openIt")}
          </Button>
        </Group>
      </Stack>
    );
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <NamesInputs value={names} onChange={setNames} errors={{ ...errors, name: errors.name ?? general }} />
        {fromFile && (
          <FileInput
            className={classes.names}
            label={t("refresh.file")}
            description={t("refresh.fileHint")}
            placeholder={t("refresh.choose")}
            leftSection={<IconFileUpload size={14} />}
            value={file}
            error={filling.error ? messageOf(filling.error) : undefined}
            onChange={setFile}
          />
        )}
        <Group gap="xs">
          <Button
            type="submit"
            loading={creating.isPending || filling.isPending}
            disabled={fromFile && !file}
          >
            {t(fromFile ? "create.file" : "create.static")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
