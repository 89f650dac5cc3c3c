/** Prints to a reader that may leave early, such as `head` or `less`. */
export function print(text: string) {
  if (!process.stdout.listeners("error").includes(leaveToo)) {
    process.stdout.on("error", leaveToo);
  }
  process.stdout.write(`${text}\n`);
}

function leaveToo(error: NodeJS.ErrnoException) {
  if (error.code !== "EPIPE") throw error;
  process.exit(0);
}
