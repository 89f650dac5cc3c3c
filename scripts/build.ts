import { relative } from "node:path";
import { findStageDirectory } from "./course.ts";
import { bundle, bundleOf } from "./stage/bundle.ts";
import { StageError, UsageError } from "./stage/errors.ts";
import { chooseServices, readServices } from "./stage/services.ts";

/** Bundles a stage, or one of its services, without starting it. */
export async function main([stage, service]: string[]) {
  try {
    if (!stage) throw new UsageError("Which stage? build <stage> [service]");
    await build(stage, service);
  } catch (error) {
    const isUsage = error instanceof UsageError;
    if (!isUsage && !(error instanceof StageError)) throw error;
    console.error(error.message);
    process.exitCode = isUsage ? 2 : 1;
  }
}

async function build(stage: string, service: string | undefined) {
  const directory = findStageDirectory(stage);
  const services = chooseServices(await readServices(directory), {
    only: service ? [service] : [],
  });
  await bundle(directory, services);
  for (const { name } of services) {
    console.log(relative(process.cwd(), bundleOf(directory, name)));
  }
}
