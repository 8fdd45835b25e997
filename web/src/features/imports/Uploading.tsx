import { Button, Group, Progress, Stack, Text } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { queryClient } from "../../api/query";
import { useFormat } from "../../i18n/format";
import { Problem } from "../../ui/Problem";
import { sourceQuery } from "./api";
import { uploadFile } from "./uploadFile";

/** A file on its way to the server; then its import is shown. */
export function Uploading({ file, onStop }: { file: File; onStop: () => void }) {
  const { t } = useTranslation("imports");
  const format = useFormat();
  const navigate = useNavigate();
  const [share, setShare] = useState(0);
  const [error, setError] = useState<unknown>(null);
  const go = useRef(navigate);
  go.current = navigate;
  useEffect(() => {
    const stop = new AbortController();
    setError(null);
    uploadFile(file, setShare, stop.signal).then(
      (source) => {
        if (stop.signal.aborted) return;
        queryClient.setQueryData(sourceQuery(source.id).queryKey, source);
        queryClient.invalidateQueries({ queryKey: ["imports"] });
        go.current(`/imports/${source.id}`, { replace: true });
      },
      (failure) => !stop.signal.aborted && setError(failure),
    );
    return () => stop.abort();
  }, [file]);
  if (error)
    return (
      <Stack align="center">
        <Problem error={error} />
        <Button variant="default" onClick={onStop}>
          {t("upload.other")}
        </Button>
      </Stack>
    );
  return (
    <Stack gap="xs" maw={520} mx="auto" py={56}>
      <Group justify="space-between">
        <Text size="sm" fw={600}>
          <bdi>{file.name}</bdi>
        </Text>
        <Text size="sm" c="dimmed" className="figures">
          {format.bytes(file.size)}
        </Text>
      </Group>
      <Progress value={share * 100} animated={share === 1} aria-label={t("upload.progress")} />
      <Group justify="space-between">
        <Text size="sm" c="dimmed" role="status">
          {share < 1 ? t("upload.sending", { share: format.percent(share) }) : t("upload.reading")}
        </Text>
        <Button variant="subtle" color="gray" onClick={onStop}>
          {t("common:action.cancel")}
        </Button>
      </Group>
    </Stack>
  );
}
