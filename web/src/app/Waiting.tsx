import { Center, Loader } from "@mantine/core";

/** While the first screen is on its way. */
export function Waiting() {
  return (
    <Center h="100%" mih={240} aria-busy="true">
      <Loader size="sm" color="gray" />
    </Center>
  );
}
