import { startEmbeddedMongo } from "./embedded-mongo/server.ts";
import { UsageError } from "./stage/errors.ts";
import { plan } from "./testing/plan.ts";
import { play, summary } from "./testing/play.ts";
import { type Selection, select } from "./testing/selection.ts";

/** `npm test`: everything that can be checked, or one stage, or one service. */
export async function main(args: string[]) {
  try {
    await test(select(args, process.env.INIT_CWD ?? process.cwd()));
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    console.error(error.message);
    process.exitCode = 2;
  }
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

/** For the unit tests: MONGODB_URL's server if there is one, or our own. */
async function openDatabase() {
  const url = process.env.MONGODB_URL;
  return url ? { url, close: async () => {} } : startEmbeddedMongo();
}
