import { writeFileSync } from "node:fs";
import { relative } from "node:path";
import { diagramFiles } from "./diagrams/files.ts";

/** Writes the diagrams of the final application, made from its code. */
export async function main() {
  for (const [file, text] of Object.entries(await diagramFiles())) {
    writeFileSync(file, text);
    console.log(relative(process.cwd(), file));
  }
}
