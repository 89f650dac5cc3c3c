import { openBroker } from "../../../demo99/commons/broker.ts";
import { createLog } from "../../../demo99/commons/log.ts";

const [url = "", name = "", topic = ""] = process.argv.slice(2);
const log = createLog("crashing", "silent");
const broker = openBroker({ url, service: "crashing", log });

/** Ends in the middle of its first message, as kill -9 would end it. */
broker.consume({ name, topics: [topic], waitsMs: [10, 10, 10, 10] }, async () =>
  process.kill(process.pid, "SIGKILL"),
);
