import { type ComponentType, lazy, Suspense } from "react";

/**
 * A part of a screen that is fetched when it is first shown, such as a dialog:
 * `const ExportDialog = lazyPart(() => import("…/ExportDialog"), "ExportDialog")`.
 */
export function lazyPart<Props extends object, Name extends string>(
  load: () => Promise<Record<Name, ComponentType<Props>>>,
  name: Name,
): ComponentType<Props> {
  const Part = lazy(async () => ({ default: (await load())[name] as ComponentType<object> }));
  return (props: Props) => (
    <Suspense>
      <Part {...props} />
    </Suspense>
  );
}
