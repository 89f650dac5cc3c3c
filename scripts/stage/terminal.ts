import { createInterface, type Interface } from "node:readline";
import type { ReadStream, WriteStream } from "node:tty";

type Input = {
  answer: (line: string) => Promise<string>;
  complete: (line: string) => [string[], string];
};

export type Terminal = ReturnType<typeof createTerminal>;

const clearLine = "\r\x1b[K";

/** Prints lines above the progress line, or above the line being typed. */
export function createTerminal(input: ReadStream, output: WriteStream) {
  const interactive = Boolean(input.isTTY && output.isTTY);
  let progressText = "";
  let isClosed = false;
  let lines: Interface | undefined;

  // The stage continues when the reader of its output is closed.
  input.on("error", () => {});
  output.on("error", () => {});

  function print(text: string) {
    const clears = progressText || (interactive && lines);
    output.write(`${clears ? clearLine : ""}${text}\n`);
    if (progressText) output.write(progressText);
    if (interactive) lines?.prompt(true);
  }

  /** Shows a line that the next one replaces; only on a terminal. */
  function progress(text: string) {
    if (!output.isTTY || isClosed) return;
    // A terminal without a known size has 0 columns.
    const columns = output.columns || 80;
    const fits = text.length < columns;
    progressText = fits ? text : `${text.slice(0, columns - 2)}…`;
    output.write(clearLine + progressText);
  }

  /** Prints the reply to each typed line, one after the other. */
  function readLines({ answer, complete }: Input, onInterrupt: () => void) {
    lines = createInterface({
      input,
      ...(interactive ? { output, prompt: "> ", completer: complete } : {}),
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

  /** Reads no more lines, and clears the last one. */
  function close() {
    if (interactive && lines) output.write(clearLine);
    lines?.close();
    progress("");
    isClosed = true;
  }

  return { rewrites: Boolean(output.isTTY), print, progress, readLines, close };
}
