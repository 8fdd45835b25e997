import { Alert, Anchor, Button, PasswordInput, Stack, TextInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { type FormEvent, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useLocation, useNavigate } from "react-router";
import { api, call } from "../../api/client";
import { ApiError } from "../../api/errors";
import { Waiting } from "../../app/Waiting";
import { isLocale } from "../../i18n/locale";
import { fieldErrors } from "../../ui/formErrors";
import { messageOf } from "../../ui/Problem";
import { enter } from "./enter";
import { SignedOutFrame } from "./SignedOutFrame";

/** Where a one-time link leads: the first set-up, an invitation, or a new password. Its token stands after the `#`. */
export function Component() {
  const { t, i18n } = useTranslation("session");
  const navigate = useNavigate();
  const token = useLocation().hash.slice(1);
  const link = useQuery({
    queryKey: ["link", token],
    queryFn: () => call(api.POST("/api/auth/links/read", { body: { token } })),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const [name, setName] = useState("");
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  useEffect(() => setName(link.data?.name ?? ""), [link.data]);
  const asksName = link.data?.purpose !== "reset" && !link.data?.existing;
  const using = useMutation({
    mutationFn: () =>
      call(
        api.POST("/api/auth/links/use", {
          body: {
            token,
            password,
            ...(asksName && { name }),
            ...(code && { code }),
            ...(link.data?.purpose === "set_up" && { email }),
            ...(isLocale(i18n.language) && { locale: i18n.language }),
          },
        }),
      ),
    onSuccess: async (session) => {
      await enter(session);
      navigate("/", { replace: true });
    },
  });
  if (link.isPending) return <Waiting />;
  if (link.isError)
    return (
      <SignedOutFrame title={t("link.dead")} text={messageOf(link.error)}>
        <Anchor component={Link} to="/sign-in">
          {t("forgot.back")}
        </Anchor>
      </SignedOutFrame>
    );
  const { purpose } = link.data;
  // Somebody who has an account already joins with the password of it.
  const knows = purpose === "invitation" && link.data.existing;
  const needsCode = code !== "" || (using.error instanceof ApiError && using.error.code.startsWith("CODE_"));
  const errors = fieldErrors(using.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    using.mutate();
  };
  return (
    <SignedOutFrame
      title={t(`link.${purpose}.title`, { organization: link.data.organization?.name ?? "" })}
      text={t(`link.${purpose}.text`, {
        email: link.data.email ?? "",
        role: t(`common:role.${link.data.role ?? "owner"}`),
      })}
    >
      <form onSubmit={submit}>
        <Stack gap="sm">
          {using.isError && Object.keys(errors).length === 0 && (
            <Alert color="red" role="alert">
              {messageOf(using.error)}
            </Alert>
          )}
          {asksName && (
            <TextInput
              label={t("name")}
              autoComplete="name"
              required
              withAsterisk={false}
              autoFocus
              value={name}
              error={errors.name}
              onChange={(event) => setName(event.currentTarget.value)}
            />
          )}
          {purpose === "set_up" ? (
            <TextInput
              label={t("email")}
              type="email"
              autoComplete="username"
              required
              withAsterisk={false}
              value={email}
              error={errors.email}
              onChange={(event) => setEmail(event.currentTarget.value)}
            />
          ) : (
            <input
              type="hidden"
              name="username"
              autoComplete="username"
              value={link.data.email ?? ""}
              readOnly
            />
          )}
          <PasswordInput
            label={t("password")}
            description={knows ? t("passwordYours") : t("passwordHint")}
            autoComplete={knows ? "current-password" : "new-password"}
            required
            withAsterisk={false}
            value={password}
            error={errors.password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          {needsCode && (
            <TextInput
              label={t("code")}
              description={t("codeHint")}
              autoComplete="one-time-code"
              required
              withAsterisk={false}
              autoFocus
              value={code}
              onChange={(event) => setCode(event.currentTarget.value)}
            />
          )}
          <Button type="submit" size="sm" fullWidth loading={using.isPending}>
            {t(`link.${purpose}.action`)}
          </Button>
        </Stack>
      </form>
    </SignedOutFrame>
  );
}
