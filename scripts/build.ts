import { relative } from "node:path";
import { parseArgs } from "node:util";
import { findStageDirectory } from "./course.ts";
import { parseOrRefuse } from "./series/options.ts";
import { bundle, bundleOf } from "./stage/bundle.ts";
import { UsageError } from "./stage/errors.ts";
import {
  chooseServices,
  readServices,
  serviceOfFolder,
} from "./stage/services.ts";

const buildHelp = "node scripts/run.mjs build <stage> [service …]";

/** Bundles a stage, or some of its services, without starting it. */
export async function main(args: string[]) {
  const { positionals } = parseOrRefuse(
    () => parseArgs({ args, allowPositionals: true }),
    buildHelp,
  );
  const [stage, ...only] = positionals;
  if (!stage) throw new UsageError(`Name a stage: ${buildHelp}`);
  const directory = findStageDirectory(stage);
  const services = chooseServices(await readServices(directory), {
    only: only.length > 0 ? only : await serviceOfFolder(stage, directory),
  });
  await bundle(directory, services);
  for (const { name } of services) {
    console.log(relative(process.cwd(), bundleOf(directory, name)));
  }
}
