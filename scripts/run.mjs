// Every command starts here, on a machine that may have nothing but Node:
// checks Node's version, installs what is missing, then runs the command.
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { install, isInstalled } from "./install.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);

if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    `This course needs Node 20.19 or newer; this is ${process.version}.`,
  );
  process.exit(1);
}

const startedAt = performance.now();
if (!isInstalled(root)) {
  console.log("Installing what the course needs (once, from the network) …");
  const status = await install(root);
  if (status !== 0) process.exit(status);
}
const installMs = performance.now() - startedAt;

const { register } = await import("tsx/esm/api");
register();
const { runCommand } = await import("./command/run-command.ts");
await runCommand(process.argv.slice(2), installMs);
