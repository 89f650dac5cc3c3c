import { UsageError } from "../stage/errors.ts";

/** npm keeps the options before "--" to itself; dropping them is no answer. */
export function refuseSwallowed(
  names: string[],
  env: NodeJS.ProcessEnv,
  command: string,
) {
  for (const name of names) {
    if (env[`npm_config_${name.replaceAll("-", "_")}`] === undefined) continue;
    throw new UsageError(
      `npm kept --${name} to itself. Put -- before the options:
${command} -- --${name} …`,
    );
  }
}

/** Fails with a sentence for the user, without Node's advice to developers. */
export function parseOrRefuse<Parsed>(parse: () => Parsed, usage: string) {
  try {
    return parse();
  } catch (cause) {
    const [sentence] = (cause as Error).message.split(/\.(?=\s)|\n/);
    throw new UsageError(`${sentence}.\n\n${usage}`, { cause });
  }
}
