import { Button, Text } from "@mantine/core";
import { IconFileImport } from "@tabler/icons-react";
import { type DragEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import classes from "./DropZone.module.css";

const ACCEPT = ".csv,.tsv,.txt,.xlsx,.xls,.ods,.json,.jsonl,.ndjson,.parquet,.vcf,.gz,.zip";

/** Drop a file here, or choose it by the button. */
export function DropZone({ onFile }: { onFile: (file: File) => void }) {
  const { t } = useTranslation("imports");
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const drag = (inside: boolean) => (event: DragEvent) => {
    event.preventDefault();
    setOver(inside);
  };
  return (
    <section
      className={classes.zone}
      aria-label={t("drop.title")}
      data-over={over || undefined}
      onDragOver={drag(true)}
      onDragLeave={drag(false)}
      onDrop={(event) => {
        drag(false)(event);
        const file = event.dataTransfer.files[0];
        if (file) onFile(file);
      }}
    >
      <IconFileImport size={32} stroke={1.3} color="var(--text-quiet)" aria-hidden />
      <Text size="sm" fw={600}>
        {t("drop.title")}
      </Text>
      <Text size="sm" c="dimmed" ta="center" maw={460}>
        {t("drop.text")}
      </Text>
      <Button mt="xs" onClick={() => input.current?.click()}>
        {t("drop.choose")}
      </Button>
      <input
        ref={input}
        type="file"
        accept={ACCEPT}
        hidden
        aria-label={t("drop.choose")}
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          event.currentTarget.value = "";
          if (file) onFile(file);
        }}
      />
    </section>
  );
}
