import { type ComponentType, useEffect, useReducer, useState } from "react";
import { loadMessages } from "../i18n";

/**
 * A part of a screen that is fetched when it is first shown, such as a dialog, with the messages that it speaks:
 * `const ExportDialog = lazyPart(() => import("…/ExportDialog"), "ExportDialog", "exports")`.
 *
 * Not React.lazy: what a Suspense boundary waited for is shown 300 ms later at the earliest, however soon it came.
 */
export function lazyPart<Props extends object, Name extends string>(
  load: () => Promise<Record<Name, ComponentType<Props>>>,
  name: Name,
  ...messages: string[]
): ComponentType<Props> {
  let Part: ComponentType<Props> | undefined;
  const fetchPart = async () => {
    const [file] = await Promise.all([load(), loadMessages(...messages)]);
    Part = file[name];
  };
  return (props: Props) => {
    const [, show] = useReducer((times: number) => times + 1, 0);
    const [error, setError] = useState<unknown>();
    useEffect(() => {
      if (!Part) fetchPart().then(show, setError);
    }, []);
    if (error) throw error;
    return Part ? <Part {...props} /> : null;
  };
}
