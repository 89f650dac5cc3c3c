import { writeFileSync } from "node:fs";
import { relative } from "node:path";
import { protoFiles, typesOf } from "./protobuf/contracts.ts";
import { toTypeScript } from "./protobuf/to-typescript.ts";

/** Writes the types of each .proto into a file beside it. */
export function main() {
  for (const proto of protoFiles()) {
    const file = typesOf(proto);
    writeFileSync(file, toTypeScript(proto));
    console.log(relative(process.cwd(), file));
  }
}
