import { appendFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stageDirectory } from "./store.ts";

const everyMs = 200;

/** For `onLine`: writes the services' lines to a file in the stage's .build. */
export function logTo(name: string) {
  const folder = join(stageDirectory, ".build");
  mkdirSync(folder, { recursive: true });
  const file = join(folder, name);
  writeFileSync(file, "");
  let text = "";
  const flush = () => {
    if (text) appendFileSync(file, text);
    text = "";
  };
  setInterval(flush, everyMs).unref();
  process.on("exit", flush);
  return (id: string, line: string) => {
    text += `${id} ${line}\n`;
  };
}
