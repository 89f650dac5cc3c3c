import { it } from "mocha";

/** `it` where that is possible; elsewhere a skipped test that says why. */
export function itWhere(isPossible: boolean, reason: string) {
  const skip = (title: string) => it(`${title} (${reason})`);
  return isPossible ? it : skip;
}
