import { createInterface, type Interface } from "node:readline";
import type { ReadStream, WriteStream } from "node:tty";

export type Terminal = ReturnType<typeof createTerminal>;

const clearLine = "\r\x1b[K";

/** Prints lines above a line of progress, or above what is being typed. */
export function createTerminal(input: ReadStream, output: WriteStream) {
  const interactive = Boolean(input.isTTY && output.isTTY);
  let progressText = "";
  let isClosed = false;
  let lines: Interface | undefined;

  // A reader that has gone away is no reason to stop the stage.
  input.on("error", () => {});
  output.on("error", () => {});

  function print(text: string) {
    const clears = progressText || (interactive && lines);
    output.write(`${clears ? clearLine : ""}${text}\n`);
    if (progressText) output.write(progressText);
    if (interactive) lines?.prompt(true);
  }

  /** Shows a line that the next one replaces; on a terminal only. */
  function progress(text: string) {
    if (!output.isTTY || isClosed) return;
    const fits = text.length < output.columns;
    progressText = fits ? text : `${text.slice(0, output.columns - 2)}…`;
    output.write(clearLine + progressText);
  }

  /** Prints the answer to each line that is typed, one after the other. */
  function readLines(
    answer: (line: string) => Promise<string>,
    onInterrupt: () => void,
  ) {
    lines = createInterface({
      input,
      ...(interactive ? { output, prompt: "> " } : {}),
    });
    let answered = Promise.resolve();
    lines.on("line", (line) => {
      answered = answered.then(async () => {
        const text = await answer(line);
        if (text) print(text);
        else if (interactive) lines?.prompt();
      });
    });
    lines.on("SIGINT", onInterrupt);
    lines.on("close", () => {
      lines = undefined;
    });
    if (interactive) lines.prompt();
  }

  /** Takes no more lines, and wipes away what stands in the last one. */
  function close() {
    if (interactive && lines) output.write(clearLine);
    lines?.close();
    progress("");
    isClosed = true;
  }

  return { rewrites: Boolean(output.isTTY), print, progress, readLines, close };
}
