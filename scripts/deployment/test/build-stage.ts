import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { courseDirectory } from "../../course.ts";

/**
 * Bundles the last stage, or some of its services, into a folder of .build that
 * no other test uses.
 */
export function buildStage(name: string, ...services: string[]): string {
  const folder = join(".build", name);
  execFileSync(
    process.execPath,
    ["scripts/run.mjs", "build", "99", ...services],
    {
      cwd: courseDirectory,
      env: { ...process.env, BUILD_FOLDER: folder },
      stdio: "pipe",
    },
  );
  return join(courseDirectory, "demo99", folder);
}
