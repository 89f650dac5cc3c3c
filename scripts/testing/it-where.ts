import { it, type Test } from "mocha";

type MakeTest = (fact: string, test: () => Promise<void>) => Test | undefined;

/** A test that only --all has: others show nearly the same in less time. */
export const inFull = (make: MakeTest): MakeTest =>
  process.env.TEST_ALL ? make : () => undefined;

export const itInFull = inFull(it);

/** `it` where that is possible; elsewhere a skipped test that says why. */
export function itWhere(isPossible: boolean, reason: string) {
  const skip = (title: string) => it(`${title} (${reason})`);
  return isPossible ? it : skip;
}
