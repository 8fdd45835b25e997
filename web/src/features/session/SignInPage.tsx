import { Alert, Anchor, Button, Checkbox, Group, PasswordInput, Stack, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate, useSearchParams } from "react-router";
import { api, call } from "../../api/client";
import { ApiError } from "../../api/errors";
import { messageOf } from "../../ui/Problem";
import { enter } from "./enter";
import { localPath } from "./localPath";
import { SignedOutFrame } from "./SignedOutFrame";

/** E-mail and password, then the code of the second factor where one is set up. */
export function Component() {
  const { t } = useTranslation("session");
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const [keep, setKeep] = useState(false);
  const signingIn = useMutation({
    mutationFn: () =>
      call(api.POST("/api/auth/sign-in", { body: { email, password, keep, ...(code && { code }) } })),
    onSuccess: async (session) => {
      await enter(session);
      navigate(localPath(search.get("next")), { replace: true });
    },
  });
  const error = signingIn.error;
  const needsCode = code !== "" || (error instanceof ApiError && error.code.startsWith("CODE_"));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    signingIn.mutate();
  };
  return (
    <SignedOutFrame title={t("signIn.title")} text={t("signIn.text")}>
      <form onSubmit={submit}>
        <Stack gap="sm">
          {error && !(error instanceof ApiError && error.code === "CODE_REQUIRED") && (
            <Alert color="red" role="alert">
              {messageOf(error)}
            </Alert>
          )}
          <TextInput
            label={t("email")}
            type="email"
            name="email"
            autoComplete="username"
            required
            withAsterisk={false}
            autoFocus
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
          <PasswordInput
            label={t("password")}
            name="password"
            autoComplete="current-password"
            required
            withAsterisk={false}
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          {needsCode && (
            <TextInput
              label={t("code")}
              description={t("codeHint")}
              name="code"
              autoComplete="one-time-code"
              required
              withAsterisk={false}
              autoFocus
              value={code}
              onChange={(event) => setCode(event.currentTarget.value)}
            />
          )}
          <Group justify="space-between">
            <Checkbox
              label={t("signIn.keep")}
              checked={keep}
              onChange={(event) => setKeep(event.currentTarget.checked)}
            />
            <Anchor component={Link} to="/forgot" size="sm">
              {t("signIn.forgot")}
            </Anchor>
          </Group>
          <Button type="submit" size="sm" fullWidth loading={signingIn.isPending}>
            {t("signIn.action")}
          </Button>
        </Stack>
      </form>
    </SignedOutFrame>
  );
}
