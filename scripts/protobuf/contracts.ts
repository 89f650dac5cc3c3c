import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { courseDirectory, stages } from "../course.ts";

/** The .proto files of all stages. */
export function protoFiles(): string[] {
  return stages
    .map((stage) => join(courseDirectory, stage, "protobuf"))
    .filter(existsSync)
    .flatMap((folder) =>
      readdirSync(folder)
        .filter((name) => name.endsWith(".proto"))
        .map((name) => join(folder, name)),
    );
}

/** The file with the types of a .proto. */
export const typesOf = (proto: string) => proto.replace(/\.proto$/, ".ts");
