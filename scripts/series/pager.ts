import { spawn } from "node:child_process";
import { once } from "node:events";
import { print } from "./print.ts";

/**
 * Shows a long text as git does: in a terminal with the pager, which shows it
 * from its beginning; elsewhere, or without a pager, as it is.
 */
export async function page(text: string, env: NodeJS.ProcessEnv = process.env) {
  if (!process.stdout.isTTY || env.PAGER === "cat") return print(text);
  const pager = spawn(env.PAGER || "less", {
    // As git's: quit if it fits, show colours, leave the text on the screen.
    env: { LESS: "FRX", ...env },
    stdio: ["pipe", "inherit", "inherit"],
    shell: Boolean(env.PAGER),
  });
  pager.stdin.on("error", () => {}).end(`${text}\n`);
  await once(pager, "close").catch(() => print(text));
}
