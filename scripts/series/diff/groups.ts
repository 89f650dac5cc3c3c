/** The groups in the order of display. */
export const groups = [
  "lesson",
  "new services",
  "API descriptions",
  "client",
  "deployment",
  "tests",
] as const;
export type Group = (typeof groups)[number];

/** The group of a file; `oldServices` are those of the earlier stage. */
export function groupOf(path: string, oldServices: Set<string>): Group {
  if (isTest(path)) return "tests";
  const service = serviceOf(path);
  if (service && !oldServices.has(service)) return "new services";
  if (isDescription(path)) return "API descriptions";
  if (path.startsWith("client/")) return "client";
  if (service || path.startsWith("commons/")) return "lesson";
  // package.json and stage.json say what is installed and what runs.
  return "deployment";
}

/** The name of the service that a file belongs to, if any. */
export function serviceOf(path: string) {
  return /^services\/([^/]+)\//.exec(path)?.[1];
}

/** OpenAPI descriptions, and the client's examples of every request. */
function isDescription(path: string) {
  return (
    /(^|\/)openapi\/|[/-]openapi\.ts$/.test(path) ||
    /^client\/(requests\.http|curl\.sh)$/.test(path)
  );
}

function isTest(path: string) {
  return /(^|\/)test\/|\.test\.tsx?$|^bdd\//.test(path);
}
