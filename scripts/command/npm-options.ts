import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** Variables that npm sets for its scripts, and that are no options. */
const internal = ["global-prefix", "local-prefix", "nodedir", "npm-version"];

/**
 * The options of the npm that runs this process, without dashes, from its
 * installation; undefined for another package manager.
 */
export function readNpmOptions(env: NodeJS.ProcessEnv): string[] | undefined {
  const execPath = env.npm_execpath;
  if (!execPath) return undefined;
  const modules = join(dirname(execPath), "../node_modules");
  const definitions = "@npmcli/config/lib/definitions/index.js";
  try {
    const load = createRequire(execPath);
    const known = load(join(modules, definitions));
    const names = [known.definitions, known.shorthands].flatMap(Object.keys);
    return [...names, ...internal];
  } catch {
    return undefined;
  }
}

/** The option of npm that a name means: npm takes abbreviations, too. */
export function npmOptionFor(name: string, known: string[]) {
  const positive = name.replace(/^no-/, "");
  if (known.includes(positive)) return positive;
  if (known.includes(name)) return name;
  const found = known.filter((option) => option.startsWith(positive));
  return found.length === 1 ? found[0] : undefined;
}

/** What npm passes to its scripts as npm_config_NAME: {"dry-run": "true"}. */
export function exportedOptions(env: NodeJS.ProcessEnv) {
  const prefix = /^npm_config_(?=[a-z])/;
  const entries = Object.entries(env).filter(([name]) => prefix.test(name));
  return new Map(
    entries.map(([name, value = ""]) => [
      name.replace(prefix, "").replaceAll("_", "-"),
      value,
    ]),
  );
}

/** The names in the files that npm reads: of the user, the project, npm. */
export function readNpmrcNames(env: NodeJS.ProcessEnv): string[] {
  const folder = env.npm_config_local_prefix;
  const files = [
    env.npm_config_userconfig,
    env.npm_config_globalconfig,
    folder && join(folder, ".npmrc"),
    env.npm_execpath && join(dirname(env.npm_execpath), "../npmrc"),
  ];
  return files.flatMap((file) => (file ? namesIn(file) : []));
}

function namesIn(file: string): string[] {
  try {
    const lines = readFileSync(file, "utf8").matchAll(/^\s*([\w.-]+)\s*=/gm);
    return [...lines].map(([, name = ""]) => name.replaceAll("_", "-"));
  } catch {
    return [];
  }
}
