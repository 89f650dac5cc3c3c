/** In the order in which they are shown: the lesson comes first. */
export const groups = [
  "lesson",
  "new services",
  "client",
  "deployment",
  "tests",
] as const;
export type Group = (typeof groups)[number];

/** The part of a stage's story that a file belongs to. */
export function groupOf(path: string, oldServices: Set<string>): Group {
  if (isTest(path)) return "tests";
  const service = serviceOf(path);
  if (service) return oldServices.has(service) ? "lesson" : "new services";
  if (path.startsWith("commons/")) return "lesson";
  if (path.startsWith("client/")) return "client";
  // What remains says what is installed and what runs.
  return "deployment";
}

/** The service that a file belongs to, if it is one's. */
export function serviceOf(path: string) {
  return /^services\/([^/]+)\//.exec(path)?.[1];
}

function isTest(path: string) {
  return /(^|\/)test\/|\.test\.tsx?$/.test(path);
}
