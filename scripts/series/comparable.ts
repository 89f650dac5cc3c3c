const ownFiles = /(^|\/)(README\.md|package-lock\.json)$|^chapters\//;

/**
 * Whether stages have this file in common. A README and its chapters describe
 * their own stage, and a lock file is generated.
 */
export function isComparable(path: string): boolean {
  return !ownFiles.test(path);
}
