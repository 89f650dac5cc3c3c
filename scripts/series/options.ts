import { didYouMean } from "../command/did-you-mean.ts";
import { UsageError } from "../stage/errors.ts";

/** Fails with a sentence for the user, without Node's advice to developers. */
export function parseOrRefuse<Parsed>(parse: () => Parsed, usage: string) {
  try {
    return parse();
  } catch (cause) {
    const [sentence = ""] = (cause as Error).message.split(/\.(?=\s)|\n/);
    const [, wrong] = /^Unknown option '(.+)'/.exec(sentence) ?? [];
    const known = usage.match(/--[a-z][\w-]*/g) ?? [];
    const hint = wrong ? didYouMean(wrong, known) : "";
    throw new UsageError(`${sentence}.${hint}\n\n${usage}`, { cause });
  }
}
