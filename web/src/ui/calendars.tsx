import {
  type DateInputProps,
  type DateTimePickerProps,
  DateInput as PlainDateInput,
  DateTimePicker as PlainDateTimePicker,
} from "@mantine/dates";
import "@mantine/dates/styles.css";
import "dayjs/locale/ar";
import "dayjs/locale/fr";
import { useTranslation } from "react-i18next";
import { useFormat } from "../i18n/format";

/** A day, in the words and the order of the viewer's region. */
export function DateInput(props: DateInputProps) {
  const { i18n } = useTranslation();
  const { typedDay } = useFormat();
  return <PlainDateInput locale={i18n.language} valueFormat={typedDay} {...props} />;
}

/** A day and a time, in the words and the order of the viewer's region. */
export function DateTimePicker(props: DateTimePickerProps) {
  const { i18n } = useTranslation();
  const { typedDay } = useFormat();
  return <PlainDateTimePicker locale={i18n.language} valueFormat={`${typedDay} HH:mm`} {...props} />;
}
