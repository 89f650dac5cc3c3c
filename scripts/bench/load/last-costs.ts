import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Costs } from "./costs.ts";

const fileIn = (directory: string) =>
  join(directory, process.env.BUILD_FOLDER ?? ".build", "costs.json");

/** The costs that the last `npm run bench -- --load` has measured, if any. */
export async function readCosts(directory: string): Promise<Costs | undefined> {
  try {
    return JSON.parse(await readFile(fileIn(directory), "utf8"));
  } catch {
    return undefined;
  }
}

export async function writeCosts(directory: string, costs: Costs) {
  const file = fileIn(directory);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify(costs, undefined, 2)}\n`);
}
