/** In the order in which they are shown: the lesson comes first. */
export const groups = [
  "lesson",
  "new services",
  "API descriptions",
  "client",
  "deployment",
  "tests",
] as const;
export type Group = (typeof groups)[number];

/** The part of a stage's story that a file belongs to. */
export function groupOf(path: string, oldServices: Set<string>): Group {
  if (isTest(path)) return "tests";
  const service = serviceOf(path);
  if (service && !oldServices.has(service)) return "new services";
  if (isDescription(path)) return "API descriptions";
  if (service) return "lesson";
  if (/^(client|commons\/pages)\//.test(path)) return "client";
  if (path.startsWith("commons/")) return "lesson";
  // What remains says what is installed and what runs.
  return "deployment";
}

/** The service that a file belongs to, if it is one's. */
export function serviceOf(path: string) {
  return /^services\/([^/]+)\//.exec(path)?.[1];
}

/** What a service says of itself, and nobody has to know to run it. */
function isDescription(path: string) {
  return /(^|[/-])openapi(-[a-z]+)?\.ts$/.test(path);
}

function isTest(path: string) {
  return /(^|\/)test\/|\.test\.tsx?$/.test(path);
}
