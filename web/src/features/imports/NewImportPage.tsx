import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Page } from "../../ui/Page";
import { DropZone } from "./DropZone";
import { Steps } from "./Steps";
import { Uploading } from "./Uploading";

/** The first step of an import: choose the file. */
export function Component() {
  const { t } = useTranslation("imports");
  const [file, setFile] = useState<File | null>(null);
  return (
    <Page title={t("new")} bar={<Steps now="file" />}>
      {file ? <Uploading file={file} onStop={() => setFile(null)} /> : <DropZone onFile={setFile} />}
    </Page>
  );
}
