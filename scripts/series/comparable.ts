import type { Tree } from "./read-stage.ts";

const ownFiles = /(^|\/)(README\.md|package-lock\.json)$/;

/**
 * The files of a stage that other stages have too: a README tells the story
 * of its own stage, and a lock file is written by npm.
 */
export function comparable(tree: Tree): Tree {
  return new Map([...tree].filter(([path]) => !ownFiles.test(path)));
}
