import { Anchor, Button, Group, Select, Stack, Text, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { AudienceTemplate, RuleGroup } from "../../../api/schema";
import { NumberInput } from "../../../ui/inputs";
import { attributesQuery } from "../../attributes/api";
import classes from "./New.module.css";
import { NewLive } from "./NewLive";
import { defaults, fillTemplate, fillText, isFilled } from "./templates";

/** Ready-made rules: ask for what they leave open, then show them in the builder. */
export function NewFromTemplate({ template }: { template: AudienceTemplate }) {
  const { t } = useTranslation("audiences");
  const { data: attributes } = useQuery(attributesQuery);
  const [given, setGiven] = useState(() => defaults(template));
  const [filled, setFilled] = useState<{ name: string; rules: RuleGroup } | null>(() =>
    template.parameters.length === 0 ? made(template, given) : null,
  );
  function made(of: AudienceTemplate, values: typeof given) {
    const name = t(`template.${of.id}.name`, { defaultValue: of.name });
    return { name: fillText(name, values), rules: fillTemplate(of.rules, values) };
  }
  if (filled) return <NewLive name={filled.name} rules={filled.rules} />;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setFilled(made(template, given));
  };
  return (
    <form onSubmit={submit} className={classes.names}>
      <Stack gap="sm">
        <div>
          <Text size="sm" fw={600}>
            {t(`template.${template.id}.title`, { defaultValue: template.name })}
          </Text>
          <Text size="sm" c="dimmed">
            {t(`template.${template.id}.text`, { defaultValue: template.description })}
          </Text>
        </div>
        {template.parameters.map(({ name, description, default: usual }) => {
          const label = t(`parameter.${name}`, { defaultValue: description });
          const put = (value: string | number | null) => setGiven({ ...given, [name]: value });
          if (name === "attribute")
            return (
              <Select
                key={name}
                label={label}
                searchable
                data={(attributes ?? []).map((one) => ({ value: one.name, label: one.displayName }))}
                value={given[name] as string | null}
                onChange={put}
              />
            );
          if (typeof usual === "number")
            return (
              <NumberInput
                key={name}
                label={label}
                min={1}
                allowDecimal={false}
                value={given[name] ?? ""}
                onChange={(value) => put(value === "" ? null : Number(value))}
              />
            );
          return (
            <TextInput
              key={name}
              label={label}
              value={given[name] ?? ""}
              onChange={(event) => put(event.currentTarget.value)}
            />
          );
        })}
        <Group gap="xs">
          <Button type="submit" disabled={!isFilled(template, given)}>
            {t("common:action.next")}
          </Button>
          <Anchor component={Link} to="/audiences/new?kind=template" size="sm">
            {t("templates.other")}
          </Anchor>
        </Group>
      </Stack>
    </form>
  );
}
