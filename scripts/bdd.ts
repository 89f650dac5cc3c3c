import { bddHelp, bddOptions, parseBddArguments } from "./bdd/arguments.ts";
import { placesOf } from "./bdd/choose.ts";
import { findFeatures } from "./bdd/features.ts";
import { openStage } from "./bdd/open-stage.ts";
import { openScenarios } from "./bdd/scenarios.ts";
import { findStageDirectory, stages } from "./course.ts";
import { print } from "./series/print.ts";

export const options = Object.keys(bddOptions);

/** Runs the features of a stage, which is started if it does not run. */
export async function main(args: string[]) {
  const wanted = parseBddArguments(args);
  if (wanted.help) return print(bddHelp);
  const { features, title, on = stages.at(-1) as string } = wanted;
  const directory = findStageDirectory(on);
  const files = findFeatures(directory, features, process.env.INIT_CWD);
  const scenarios = await openScenarios(directory);
  const paths = placesOf(await scenarios.list(files), title);

  const { gatewayUrl, close } = await openStage(directory, print);
  try {
    const { success } = await scenarios.run({
      paths,
      parameters: { gatewayUrl },
      hasColors: process.stdout.hasColors?.() ?? false,
      print: (text) => process.stdout.write(text),
    });
    process.exitCode = success ? 0 : 1;
  } finally {
    await close();
  }
}
