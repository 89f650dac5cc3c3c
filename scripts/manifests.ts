import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { findStageDirectory } from "./course.ts";
import { manifestFiles } from "./manifests/files.ts";

/** Writes what Kubernetes needs to run each service of the last stage. */
export async function main() {
  const directory = findStageDirectory("99");
  for (const [path, text] of await manifestFiles(directory)) {
    const file = join(directory, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    console.log(relative(process.cwd(), file));
  }
}
