// Installs the course's packages where they are missing. Plain JavaScript
// without packages, because it runs before anything is installed.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Whether node_modules has what package-lock.json asks for. The contents are
 * compared, not the times: a checkout or a copy changes the times only.
 */
export function isInstalled(root) {
  const wanted = readPackages(join(root, "package-lock.json"));
  const installed = readPackages(
    join(root, "node_modules", ".package-lock.json"),
  );
  const isCurrent = ([path, { version, link }]) =>
    link ||
    (version === wanted[path]?.version &&
      existsSync(join(root, path, "package.json")));
  return (
    Object.entries(installed).every(isCurrent) &&
    dependenciesOf(root, wanted).every((places) =>
      places.some((place) => installed[place]),
    )
  );
}

/** The places where each dependency of the course and its stages may be. */
function dependenciesOf(root, packages) {
  const folders = Object.keys(packages).filter(
    (path) => !path.includes("node_modules/") && existsSync(join(root, path)),
  );
  return folders.flatMap((folder) => {
    const { dependencies, devDependencies } = packages[folder];
    const names = Object.keys({ ...dependencies, ...devDependencies });
    return names.map((name) => [
      `node_modules/${name}`,
      `${folder}/node_modules/${name}`,
    ]);
  });
}

function readPackages(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8")).packages ?? {};
  } catch {
    return {};
  }
}

/**
 * Installs what package-lock.json says; returns npm's exit code. `npm ci`
 * would delete node_modules before it knows that it can install; `npm install`
 * keeps it when the network fails. With NODE_ENV=production or `omit=dev` npm
 * would leave out the tools that run the course.
 */
export async function install(root) {
  const options = ["--no-save", "--include=dev", "--no-fund", "--no-audit"];
  const { NODE_ENV, ...env } = process.env;
  // Ctrl-C reaches npm, too. This signal does not: npm would continue alone.
  const stop = () => npm.kill();
  process.on("SIGTERM", stop);
  const npm = spawn("npm", ["install", ...options], {
    cwd: root,
    env,
    stdio: ["ignore", "inherit", "inherit"],
    shell: process.platform === "win32",
  });
  const [status] = await once(npm, "close");
  process.off("SIGTERM", stop);
  return status ?? 1;
}
