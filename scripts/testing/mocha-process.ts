// One mocha run in a process of its own; its parent hears the result.
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import Mocha from "mocha";
import { reporter } from "./mocha-reporter.ts";
import type { StepResult } from "./result.ts";

const lingerMs = 2_000;

const { values, positionals: files } = parseArgs({
  allowPositionals: true,
  options: {
    timeout: { type: "string", default: "10000" },
    hooks: { type: "string" },
    verbose: { type: "boolean", default: false },
  },
});

// Mocha then sees it as an exception, and the test that runs has failed.
process.on("unhandledRejection", (reason) => {
  throw reason;
});
process.once("disconnect", () => process.exit(1));
process.channel?.unref();

const mocha = new Mocha({
  timeout: Number(values.timeout),
  reporter: reporter(values.verbose, tellParent),
});
if (values.hooks) {
  const { mochaHooks } = await import(pathToFileURL(values.hooks).href);
  mocha.rootHooks(mochaHooks);
}
for (const file of files) mocha.addFile(file);
await mocha.loadFilesAsync();
mocha.run();

function tellParent(result: StepResult) {
  process.removeAllListeners("disconnect");
  process.send?.(result, () => process.disconnect());
  setTimeout(endAnyway, lingerMs).unref();
}

/** Only comes about when a test has left something open. */
function endAnyway() {
  const open = process.getActiveResourcesInfo().join(", ");
  console.error(`The tests have ended, but left something running: ${open}`);
  process.exit(1);
}
