import { join } from "node:path";
import { courseDirectory } from "../course.ts";
import { readStage } from "../repository/sources.ts";
import { readServices } from "../stage/services.ts";
import { architecture } from "./architecture.ts";
import { components } from "./components.ts";

/** The text of each generated chapter, by its file. */
export async function diagramFiles(): Promise<Record<string, string>> {
  const folder = join(courseDirectory, "demo99");
  const stage = {
    services: await readServices(folder),
    sources: readStage("demo99"),
  };
  return {
    [join(folder, "chapters", "architecture.md")]: architecture(stage),
    [join(folder, "chapters", "components.md")]: components(stage),
  };
}
