import { startEmbeddedMongo } from "./server.ts";

function log(msg: string) {
  const line = { level: 30, time: Date.now(), service: "mongodb", msg };
  console.log(JSON.stringify(line));
}

const port = Number(process.env.PORT ?? 27017);
const journal = process.env.JOURNAL || undefined;
const mongo = await startEmbeddedMongo({ port, journal });
log(`listening on ${mongo.url}`);

process.once("SIGTERM", async () => {
  await mongo.close();
  log("closed");
  process.exit(0);
});
