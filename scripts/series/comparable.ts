const ownFiles = /(^|\/)(README\.md|package-lock\.json)$/;

/**
 * Whether stages have this file in common. A README describes its own stage,
 * and a lock file is generated.
 */
export function isComparable(path: string): boolean {
  return !ownFiles.test(path);
}
