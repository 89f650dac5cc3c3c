/** Prints; ends the process if the reader, such as `head`, has exited. */
export function print(text: string) {
  if (!process.stdout.listeners("error").includes(endQuietly)) {
    process.stdout.on("error", endQuietly);
  }
  process.stdout.write(`${text}\n`);
}

function endQuietly(error: NodeJS.ErrnoException) {
  if (error.code !== "EPIPE") throw error;
  process.exit(0);
}
