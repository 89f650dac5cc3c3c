// Every command starts here, on a machine that may have nothing but Node:
// checks Node's version, installs what is missing, then runs the command.
import { spawnSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);

if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    `This course needs Node 20.19 or newer; this is ${process.version}.`,
  );
  process.exit(1);
}

if (!isInstalled()) {
  console.log("Installing what the course needs (npm ci, once) …");
  const windows = process.platform === "win32";
  const { status } = spawnSync("npm", ["ci", "--no-fund", "--no-audit"], {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
    shell: windows,
  });
  if (status !== 0) process.exit(status ?? 1);
}

const [command, ...args] = process.argv.slice(2);
if (!existsSync(join(root, "scripts", `${command}.ts`))) {
  console.error(`There is no command "${command}": see the README.`);
  process.exit(2);
}
const { register } = await import("tsx/esm/api");
register();
const { main } = await import(`./${command}.ts`);
await main(args);

/** npm leaves its own copy of the lock file behind, written last. */
function isInstalled() {
  const installed = join(root, "node_modules", ".package-lock.json");
  if (!existsSync(installed)) return false;
  const lock = join(root, "package-lock.json");
  return statSync(installed).mtimeMs >= statSync(lock).mtimeMs;
}
