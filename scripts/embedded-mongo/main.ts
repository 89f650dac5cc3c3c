import { startEmbeddedMongo } from "./server.ts";

function log(msg: string) {
  const line = { level: 30, time: Date.now(), service: "mongodb", msg };
  console.log(JSON.stringify(line));
}

const port = Number(process.env.PORT ?? 27017);
const journal = process.env.JOURNAL || undefined;
const mongo = await startEmbeddedMongo({ port, journal });
log(`listening on ${mongo.url}`);

// No handler for SIGTERM: it ends this process even within a long command. The
// journal has all changes of commands that got a reply.
