import { existsSync, readdirSync } from "node:fs";
import { cp, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import {
  type BuildFailure,
  type BuildOptions,
  build,
  formatMessages,
  type Plugin,
  stop,
} from "esbuild";
import { findEngine } from "./engines.ts";
import { StageError } from "./errors.ts";
import type { Service } from "./services.ts";
import { withProtos } from "./with-protos.ts";

/**
 * Node 24 warns of `url.parse` in a bundle. The clients of Zipkin and Eureka
 * still call it; they get the same function from the package `url`.
 */
const withoutUrlParse: Plugin = {
  name: "without-url-parse",
  setup({ onResolve }) {
    const { resolve: find } = createRequire(import.meta.url);
    onResolve({ filter: /^url$/ }, ({ importer }) =>
      /node_modules.(zipkin|request)/.test(importer)
        ? { path: find("url/") }
        : undefined,
    );
  },
};

type Bundled = Pick<Service, "name" | "path">;

const shared = "shared";
const packageFile = /node_modules\/[^"]+/g;
/** Two runs of one stage at the same time need a build folder each. */
const buildFolder = process.env.BUILD_FOLDER ?? ".build";

/** The file to run for a service once it is bundled. */
export function bundleOf(directory: string, service: string) {
  return join(directory, buildFolder, service, "main.mjs");
}

/** The file that keeps the data of the stage's database or broker. */
export function journalOf(directory: string, engine: string) {
  return join(directory, buildFolder, engine, "journal");
}

/**
 * Bundles services, and their pages for the browser, into the stage's .build.
 * Fails with the compiler's messages.
 */
export async function bundle(directory: string, services: Bundled[]) {
  const pages = services.filter(({ path }) =>
    existsSync(resolve(directory, path, "page/main.tsx")),
  );
  const results = await Promise.allSettled([
    build(serverOptions(directory, services)),
    build(pageOptions(directory, pages)),
    ...pages.map((page) => copyIndex(directory, page)),
  ]);
  await stop();
  const failures = results.flatMap((result) =>
    result.status === "rejected" ? [result.reason] : [],
  );
  if (failures.length > 0) throw await readable(failures);
}

function serverOptions(directory: string, services: Bundled[]): BuildOptions {
  return {
    ...commonOptions(directory),
    entryPoints: services.flatMap((service) => [
      { in: entryOf(directory, service), out: `${service.name}/main` },
      ...workersOf(directory, service),
    ]),
    outExtension: { ".js": ".mjs" },
    // Bundles common code once; a service bundled alone, for a container,
    // has no files outside its folder.
    splitting: services.length > 1,
    chunkNames: `${shared}/[name]-[hash]`,
    platform: "node",
    format: "esm",
    target: "node20",
    plugins: [withoutUrlParse, withProtos],
    sourcemap: true,
    sourcesContent: false,
    // CommonJS packages call require, which does not exist in ES modules.
    banner: {
      js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
    },
  };
}

function pageOptions(directory: string, pages: Bundled[]): BuildOptions {
  return {
    ...commonOptions(directory),
    entryPoints: pages.map(({ name, path }) => ({
      in: join(directory, path, "page/main.tsx"),
      out: `${name}/page/main`,
    })),
    platform: "browser",
    format: "iife",
    target: "es2022",
    jsx: "automatic",
    minify: true,
    define: { "process.env.NODE_ENV": '"production"' },
  };
}

function commonOptions(directory: string): BuildOptions {
  return {
    absWorkingDir: directory,
    outdir: join(directory, buildFolder),
    bundle: true,
    logLevel: "silent",
  };
}

function entryOf(directory: string, { name, path }: Bundled) {
  return findEngine(name)
    ? join(path, "main.ts")
    : join(directory, path, "src/main.ts");
}

/** A worker thread runs a bundle of its own, beside that of its service. */
function workersOf(directory: string, { name, path }: Bundled) {
  const source = join(directory, path, "src");
  return (existsSync(source) ? readdirSync(source) : [])
    .filter((file) => file.endsWith("-worker.ts"))
    .map((file) => ({
      in: join(source, file),
      out: `${name}/${file.replace(/\.ts$/, "")}`,
    }));
}

/** Copies index.html and, as they are, the files of packages that it names. */
async function copyIndex(directory: string, { name, path }: Bundled) {
  const index = resolve(directory, path, "page/index.html");
  const target = join(directory, buildFolder, name, "page");
  await cp(index, join(target, "index.html"));
  const files = (await readFile(index, "utf8")).match(packageFile) ?? [];
  const { resolve: find } = createRequire(index);
  await Promise.all(
    files.map((file) =>
      cp(find(file.replace("node_modules/", "")), join(target, file)),
    ),
  );
}

async function readable(failures: (Error | BuildFailure)[]) {
  const messages = failures.flatMap((failure) =>
    "errors" in failure ? failure.errors : [{ text: failure.message }],
  );
  const texts = await formatMessages(messages, { kind: "error" });
  return new StageError(texts.join("").trimEnd());
}
