import { Alert, Anchor, Button, Stack, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { api, call } from "../../api/client";
import { messageOf } from "../../ui/Problem";
import { SignedOutFrame } from "./SignedOutFrame";

/** Ask for a link that sets a new password. The answer is the same whether the e-mail is known or not. */
export function Component() {
  const { t } = useTranslation("session");
  const [email, setEmail] = useState("");
  const asking = useMutation({ mutationFn: () => call(api.POST("/api/auth/forgot", { body: { email } })) });
  return (
    <SignedOutFrame title={t("forgot.title")} text={t("forgot.text")}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          asking.mutate();
        }}
      >
        <Stack gap="sm">
          {asking.isSuccess && <Alert color="green">{t("forgot.sent")}</Alert>}
          {asking.isError && <Alert color="red">{messageOf(asking.error)}</Alert>}
          <TextInput
            label={t("email")}
            type="email"
            autoComplete="username"
            required
            withAsterisk={false}
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
          <Button type="submit" size="sm" fullWidth loading={asking.isPending}>
            {t("forgot.action")}
          </Button>
          <Anchor component={Link} to="/sign-in" size="sm">
            {t("forgot.back")}
          </Anchor>
        </Stack>
      </form>
    </SignedOutFrame>
  );
}
