import { startEmbeddedAmqp } from "./server.ts";

function log(msg: string) {
  const line = { level: 30, time: Date.now(), service: "rabbitmq", msg };
  console.log(JSON.stringify(line));
}

const { HOST: host = "127.0.0.1", JOURNAL: journal } = process.env;
const port = Number(process.env.PORT ?? 5672);
const amqp = await startEmbeddedAmqp({ port, host, journal });
log(`listening on ${amqp.url}`);

process.once("SIGTERM", async () => {
  await amqp.close();
  log("closed");
  process.exit(0);
});
