import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { useTranslation } from "react-i18next";
import { useNavigate, useParams } from "react-router";
import { Waiting } from "../../app/Waiting";
import { Page } from "../../ui/Page";
import { Problem } from "../../ui/Problem";
import { importQuery } from "./api";
import { CheckStep } from "./CheckStep";
import { DiscardImport } from "./DiscardImport";
import { MapPlace } from "./MapPlace";
import { ResultStep } from "./ResultStep";
import { type Step, Steps } from "./Steps";
import { canDiscard, type Stage, stageOf } from "./stage";
import { Working } from "./Working";

const ASKED = parseAsStringLiteral(["map", "check"]);
const STEP: Record<Stage, Step> = {
  map: "map",
  checking: "check",
  check: "check",
  run: "run",
  result: "result",
};

/** One import, at whatever step it is: the address stays, so that a reload or another device goes on. */
export function Component() {
  const { id = "" } = useParams();
  return <OneImport key={id} id={id} />;
}

function OneImport({ id }: { id: string }) {
  const { t } = useTranslation("imports");
  const [asked, ask] = useQueryState("step", ASKED.withOptions({ history: "push" }));
  const navigate = useNavigate();
  const [discarding, discard] = useDisclosure(false);
  const query = useQuery(importQuery(id, asked === "check"));
  const one = query.data;
  if (!one)
    return (
      <Page title={t("title")}>
        {query.isError ? <Problem error={query.error} onRetry={() => query.refetch()} /> : <Waiting />}
      </Page>
    );
  const stage = stageOf(one, asked);
  return (
    <Page
      title={<bdi>{one.filename}</bdi>}
      name={one.filename}
      actions={
        canDiscard(one) && (
          <Button variant="subtle" color="gray" onClick={discard.open}>
            {t("discard.open")}
          </Button>
        )
      }
      bar={
        <Steps
          now={STEP[stage]}
          open={one.status === "validated" ? ["map", "check"] : []}
          onGo={(step) => ask(step === "map" ? "map" : "check")}
        />
      }
    >
      {discarding && (
        <DiscardImport one={one} onClose={discard.close} onDiscarded={() => navigate("/imports")} />
      )}
      {stage === "map" && <MapPlace one={one} onChecking={() => ask("check")} />}
      {stage === "checking" && <Working one={one} what="check" onBack={() => ask("map")} />}
      {stage === "check" && <CheckStep one={one} onMap={() => ask("map")} />}
      {stage === "run" && <Working one={one} what="run" />}
      {stage === "result" && <ResultStep one={one} />}
    </Page>
  );
}
