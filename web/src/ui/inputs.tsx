import type { NumberInputProps } from "@mantine/core";
import type { DateInputProps, DateTimePickerProps } from "@mantine/dates";
import { lazyPart } from "./lazyPart";

// These come with the first field that has one, not with its screen: calendars and numbers are an eighth of a first load.
export const DateInput = lazyPart<DateInputProps, "DateInput">(() => import("./calendars"), "DateInput");
export const DateTimePicker = lazyPart<DateTimePickerProps, "DateTimePicker">(
  () => import("./calendars"),
  "DateTimePicker",
);
export const NumberInput = lazyPart<NumberInputProps, "NumberInput">(
  () => import("./numbers"),
  "NumberInput",
);
