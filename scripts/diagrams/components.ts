import { basename } from "node:path/posix";
import type { Source } from "../repository/sources.ts";
import type { Service } from "../stage/services.ts";
import { type Connection, readConnections } from "./connections.ts";
import { arrow, box, idOf } from "./mermaid.ts";
import { readOwners } from "./platform.ts";
import { filesOf, importedPaths, type Stage } from "./stage-code.ts";

/** In a diagram, with other services. */
const mostBoxes = 24;

/** A box with one or more files; `imports` are the paths of other boxes. */
type Component = { path: string; others: string[]; imports: Set<string> };

/** The chapter with a diagram of the files of each service. */
export function components(stage: Stage): string {
  const connections = readConnections(stage);
  const sections = stage.services.map((service) =>
    section(service, stage, connections),
  );
  return `# Components

\`npm run diagrams\` writes this file. A box is a file, an arrow an import; an
import that others imply is not drawn. A second file in a box is used by the
first one alone. Arrows to other services begin at the file that names them; the
others are explained in [the architecture](architecture.md).

${sections.join("\n")}`;
}

function section(
  service: Service,
  stage: Stage,
  connections: Connection[],
): string {
  const { name, port, grpcPort } = service;
  const files = filesOf(service, stage).filter(({ path }) =>
    /^(services|client|commons\/catalog)\//.test(path),
  );
  const outside = outsideOf(name, connections);
  const drawn = toComponents(files, mostBoxes - outside.length);
  const idFor = (file: string) => {
    const found = drawn.find(
      ({ path, others }) => path === file || others.includes(file),
    );
    return found ? fileId(found.path) : idOf(name);
  };
  const stores = readOwners(stage).includes(name)
    ? files.filter(({ text }) => /\.collection\b/.test(text))
    : [];
  const lines = [
    `  subgraph ${idOf(name)}["${name}"]`,
    ...drawn.map(({ path, others }) =>
      box(
        `  ${fileId(path)}`,
        [path, ...others].map((it) => basename(it)),
      ),
    ),
    ...drawn.flatMap(({ path, imports }) =>
      [...imports].map((it) => `    ${fileId(path)} --> ${fileId(it)}`),
    ),
    "  end",
    ...outside.map(({ names }) => box(idOf(names[0] ?? ""), names, false)),
    ...outside.flatMap(({ names: [first = ""], calls }) =>
      calls.map(({ how, to, topic, file }) =>
        to === name
          ? arrow(idOf(first), how, idOf(name), topic)
          : arrow(idFor(file), how, idOf(first), topic),
      ),
    ),
    ...(stores[0] ? ['  database[("database")]'] : []),
    ...stores.map(({ path }) => `  ${idFor(path)} --> database`),
  ];
  const grpc = grpcPort ? `, and gRPC on port ${grpcPort}` : "";
  return `## ${name}

HTTP on port ${port}${grpc}.

\`\`\`mermaid
flowchart LR
${[...new Set(lines)].join("\n")}
\`\`\`
`;
}

/** Other services, together in one box if they have the same arrows. */
function outsideOf(name: string, connections: Connection[]) {
  const boxes = new Map<string, { names: string[]; calls: Connection[] }>();
  const around = connections.filter(({ from, to }) =>
    [from, to].includes(name),
  );
  for (const other of new Set(around.flatMap(({ from, to }) => [from, to]))) {
    if (other === name) continue;
    const calls = around.filter(({ from, to }) => [from, to].includes(other));
    const key = calls
      .map(({ from, how, topic, file }) =>
        from === name ? ["to", how, topic, file] : ["from", how, topic],
      )
      .join(";");
    const found = boxes.get(key) ?? { names: [], calls };
    found.names.push(other);
    boxes.set(key, found);
  }
  return [...boxes.values()];
}

function fileId(path: string): string {
  const name = path.replace(/^.*\/src\//, "").replace(/\.ts$/, "");
  return idOf(name).replace("n_", "f_");
}

/** One for each file; if they are too many, some join their only user. */
function toComponents(files: Source[], most: number): Component[] {
  const paths = new Set(files.map(({ path }) => path));
  let all: Component[] = files.map((file) => {
    const imports = importedPaths(file).filter((path) => paths.has(path));
    return { path: file.path, others: [], imports: new Set(imports) };
  });
  while (all.length > most) {
    const joined = joinOne(all);
    if (!joined) break;
    all = joined;
  }
  return all.map((it) => ({ ...it, imports: withoutImplied(it, all) }));
}

const isLayer = ({ path }: Component) =>
  /-(api|service|repository|client)\.ts$/.test(path);

/** Joins a file with one user to that user: first small ones of no layer. */
function joinOne(all: Component[]): Component[] | undefined {
  const [best] = all
    .flatMap((file) => {
      const [user, second] = all.filter(({ imports }) =>
        imports.has(file.path),
      );
      return user && !second ? [{ file, user }] : [];
    })
    .sort((a, b) => costOf(a.file, a.user) - costOf(b.file, b.user));
  if (!best) return undefined;
  const { file, user } = best;
  user.imports.delete(file.path);
  for (const path of file.imports) user.imports.add(path);
  user.others.push(file.path, ...file.others);
  return all.filter((it) => it !== file);
}

function costOf(file: Component, user: Component): number {
  const files = file.others.length + user.others.length;
  return files + 3 * Number(isLayer(file));
}

/** The imports of a component that no other import of it has, too. */
function withoutImplied({ imports }: Component, all: Component[]): Set<string> {
  const reached = new Set<string>();
  function visit(path: string) {
    const { imports: next = new Set<string>() } =
      all.find((it) => it.path === path) ?? {};
    for (const it of next) {
      if (reached.has(it)) continue;
      reached.add(it);
      visit(it);
    }
  }
  for (const path of imports) visit(path);
  return new Set([...imports].filter((path) => !reached.has(path)));
}
