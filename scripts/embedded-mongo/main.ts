import { startEmbeddedMongo } from "./server.ts";

function log(msg: string) {
  const line = { level: 30, time: Date.now(), service: "mongodb", msg };
  console.log(JSON.stringify(line));
}

const port = Number(process.env.PORT ?? 27017);
const journal = process.env.JOURNAL || undefined;
const maxMib = Number(process.env.MAX_DATA_MIB) || undefined;
const maxBytes = maxMib && maxMib * 2 ** 20;
const mongo = await startEmbeddedMongo({ port, journal, maxBytes });
log(`listening on ${mongo.url}`);

// No handler for SIGTERM: it ends this process even within a long command. The
// journal has all changes of commands that got a reply.
