import { useDirection } from "@mantine/core";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { direction, isLocale } from "../i18n/locale";

/** Turns the screens around when the language is changed to one that is written from right to left. */
export function Direction() {
  const { i18n } = useTranslation();
  const { setDirection } = useDirection();
  useEffect(() => {
    if (isLocale(i18n.language)) setDirection(direction(i18n.language));
  }, [i18n.language, setDirection]);
  return null;
}
