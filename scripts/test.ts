import { startEmbeddedMongo } from "./embedded-mongo/server.ts";
import { plan } from "./testing/plan.ts";
import { play, summary } from "./testing/play.ts";
import { type Selection, select, usage } from "./testing/selection.ts";

export const options = ["only", "verbose", "help"];

/** `npm test`: all checks of the course, of a stage, or of a service. */
export async function main(args: string[]) {
  if (args.includes("--help")) return console.log(usage);
  await test(select(args, process.env.INIT_CWD ?? process.cwd()));
}

async function test(selection: Selection) {
  const start = performance.now();
  const database = await openDatabase();
  const played = await play(plan(selection, database.url));
  await database.close();

  const seconds = Math.round((performance.now() - start) / 1000);
  console.log(`\nTook ${seconds} s.\n${summary(played)}`);
  const good = played.every(({ result }) => result.failures.length === 0);
  process.exitCode = good && played.length > 0 ? 0 : 1;
}

/** The database of the unit tests: MONGODB_URL, or the embedded one. */
async function openDatabase() {
  const url = process.env.MONGODB_URL;
  return url ? { url, close: async () => {} } : startEmbeddedMongo();
}
