import { Anchor, Button, Group, Progress, Stack, Text } from "@mantine/core";
import { IconFileImport, IconKey, IconPlus, IconUsers } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useEffect } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { queryClient } from "../../api/query";
import { notifyError } from "../../ui/notify";
import { useMay } from "../session/session";
import { demoQuery, useFillDemo } from "./api";
import classes from "./FirstStart.module.css";

/** What a new organization can begin with. */
export function FirstStart() {
  const { t } = useTranslation("home");
  const admin = useMay("admin");
  const manages = useMay("manager");
  const demo = useQuery(demoQuery);
  const filling = useFillDemo();
  const progress = demo.data?.progress;
  const done = demo.data?.done;
  useEffect(() => {
    if (done) queryClient.invalidateQueries();
  }, [done]);
  return (
    <Stack className={classes.page} gap="lg">
      <div>
        <h2 className={classes.title}>{t("first.title")}</h2>
        <Text c="dimmed">{t("first.text")}</Text>
      </div>
      <div className={classes.ways}>
        {manages && (
          <Way icon={IconFileImport} title={t("first.import.title")} text={t("first.import.text")}>
            <Button component={Link} to="/imports/new">
              {t("first.import.action")}
            </Button>
          </Way>
        )}
        {admin && (
          <Way icon={IconUsers} title={t("first.demo.title")} text={t("first.demo.text")}>
            {demo.data?.running && progress ? (
              <div className={classes.progress} role="status">
                <Progress
                  value={(progress.done / Math.max(1, progress.total)) * 100}
                  aria-label={t("first.demo.title")}
                />
                <Text size="xs" c="dimmed" mt={4}>
                  {t("first.demo.running")}
                </Text>
              </div>
            ) : (
              <Button
                variant="default"
                loading={filling.isPending}
                onClick={() => filling.mutate(undefined, { onError: notifyError })}
              >
                {t("first.demo.action")}
              </Button>
            )}
          </Way>
        )}
        <Way icon={IconPlus} title={t("first.hand.title")} text={t("first.hand.text")}>
          <Anchor component={Link} to="/contacts" inherit>
            {t("first.hand.action")}
          </Anchor>
        </Way>
        {admin && (
          <Way icon={IconKey} title={t("first.api.title")} text={t("first.api.text")}>
            <Group gap="md">
              <Anchor component={Link} to="/settings/api-keys" inherit>
                {t("first.api.action")}
              </Anchor>
              <Anchor href="/api/docs" inherit>
                {t("first.api.docs")}
              </Anchor>
            </Group>
          </Way>
        )}
      </div>
    </Stack>
  );
}

interface WayProps {
  icon: typeof IconKey;
  title: string;
  text: string;
  children: ReactNode;
}

function Way({ icon: Icon, title, text, children }: WayProps) {
  return (
    <section className={classes.way}>
      <Icon size={20} stroke={1.5} aria-hidden />
      <div className={classes.words}>
        <h3 className={classes.name}>{title}</h3>
        <p className={classes.text}>{text}</p>
      </div>
      {children}
    </section>
  );
}
