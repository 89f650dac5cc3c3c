import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { courseDirectory } from "../course.ts";
import { failedWith, type StepResult } from "./result.ts";

/** Runs a tool from node_modules; one check, passed if it exits with 0. */
export async function runTool(
  tool: string,
  args: string[],
): Promise<StepResult> {
  const program = join(courseDirectory, "node_modules", tool);
  const child = spawn(process.execPath, [program, ...args], {
    cwd: courseDirectory,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text) => said.push(text));
  }
  const [code, signal] = await once(child, "close");
  if (code === 0) return { passed: 1, failures: [], skipped: [] };
  const failed = failedWith(
    [tool, ...args].join(" "),
    `ended with ${code ?? signal}; what it said is above`,
  );
  return { ...failed, output: said.join("") };
}
