// The styles of calendars come with the screens that show one, not with the first load.
import "@mantine/dates/styles.css";

export { DateInput, DateTimePicker } from "@mantine/dates";
