import { Button } from "@mantine/core";
import { IconFileOff } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { ApiError, hides } from "../../api/errors";
import { queryClient } from "../../api/query";
import type { Import } from "../../api/schema";
import { Waiting } from "../../app/Waiting";
import { EmptyState } from "../../ui/EmptyState";
import { Problem } from "../../ui/Problem";
import { sourceQuery } from "./api";
import { MapStep } from "./map/MapStep";

/** The mapping of a file, once it is known what is in it; read in another way it starts anew. */
export function MapPlace({ one, onChecking }: { one: Import; onChecking: () => void }) {
  const { t } = useTranslation("imports");
  const query = useQuery(sourceQuery(one.id));
  // What is chosen here is kept on the server: whoever comes back asks what it is by then.
  const { id } = one;
  useEffect(() => () => queryClient.removeQueries({ queryKey: sourceQuery(id).queryKey }), [id]);
  const { data: source, error } = query;
  if (error instanceof ApiError && (error.status === 409 || error.status === 410))
    return (
      <EmptyState icon={IconFileOff} title={t("gone.title")} text={t("gone.text")}>
        <Button component={Link} to="/imports/new">
          {t("gone.again")}
        </Button>
      </EmptyState>
    );
  if (hides(query)) return <Problem error={error} onRetry={() => query.refetch()} />;
  if (!source) return <Waiting />;
  return <MapStep key={JSON.stringify(source.file)} source={source} one={one} onChecking={onChecking} />;
}
