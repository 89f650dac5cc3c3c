import { createWriteStream, mkdirSync } from "node:fs";
import { join } from "node:path";
import { stageDirectory } from "./store.ts";

/** For `onLine`: writes the services' lines to a file in the stage's .build. */
export function logTo(name: string) {
  const folder = join(stageDirectory, ".build");
  mkdirSync(folder, { recursive: true });
  const file = createWriteStream(join(folder, name));
  return (id: string, line: string) => file.write(`${id} ${line}\n`);
}
