import { relative } from "node:path";
import { findStageDirectory } from "./course.ts";
import { bundle, bundleOf } from "./stage/bundle.ts";
import { UsageError } from "./stage/errors.ts";
import { chooseServices, readServices } from "./stage/services.ts";

/** Bundles a stage, or one of its services, without starting it. */
export async function main([stage, service]: string[]) {
  if (!stage) throw new UsageError("Name a stage: build <stage> [service]");
  const directory = findStageDirectory(stage);
  const services = chooseServices(await readServices(directory), {
    only: service ? [service] : [],
  });
  await bundle(directory, services);
  for (const { name } of services) {
    console.log(relative(process.cwd(), bundleOf(directory, name)));
  }
}
