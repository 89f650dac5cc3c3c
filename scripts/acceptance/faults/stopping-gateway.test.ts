// @from-06 @long

import { Agent, type IncomingMessage, request } from "node:http";
import { setInterval } from "node:timers/promises";
import { expect } from "chai";
import { describe } from "mocha";
import { until } from "../../testing/until.ts";
import { itWithSignals, listen, runningStage } from "../hooks.ts";

const gateway = "gateway/1";
/** 30 requests in a second. */
const everyMs = 33;

type Outcome = { isLate: boolean; connection?: string; error?: string };

describe("a gateway that stops", () => {
  itWithSignals(
    "closes no connection that a client is about to use",
    async () => {
      const outcomes: Outcome[] = [];
      let isStopping = false;
      let isOver = false;
      const stop = listen((id, line) => {
        isStopping ||= id === gateway && line.includes("stopping");
      });
      const agent = new Agent({ keepAlive: true, maxSockets: 16 });
      async function shop() {
        for await (const _ of setInterval(everyMs)) {
          if (isOver) return;
          const isLate = isStopping;
          read(agent).then((it) => outcomes.push({ isLate, ...it }));
        }
      }

      const shopping = shop();
      await until("connections are kept", () => outcomes.length > 30);
      await runningStage().terminate(gateway);
      isOver = true;
      await shopping;
      stop();
      await runningStage().restart(gateway);

      // A new connection is refused once the gateway is gone.
      const errors = outcomes.flatMap(({ error = "ECONNREFUSED" }) => error);
      expect(new Set(errors)).to.deep.equal(new Set(["ECONNREFUSED"]));
      const late = outcomes.filter(({ isLate, error }) => isLate && !error);
      expect(late).to.have.length.above(10);
      for (const { connection } of late) expect(connection).to.equal("close");
    },
  );
});

function read(agent: Agent): Promise<Omit<Outcome, "isLate">> {
  return new Promise((resolve) => {
    const fail = ({ code }: NodeJS.ErrnoException) =>
      resolve({ error: `${code}` });
    const end = (response: IncomingMessage) => {
      const { connection = "" } = response.headers;
      response.on("error", fail).on("end", () => resolve({ connection }));
      response.resume();
    };
    const url = `${runningStage().url("gateway")}/books?limit=1`;
    const sent = request(url, { agent }, end);
    sent.on("error", (error: NodeJS.ErrnoException) => {
      // The system resets a new connection that the gateway has not accepted.
      const isNew = error.code === "ECONNRESET" && !sent.reusedSocket;
      if (isNew) resolve({ error: "ECONNREFUSED" });
      else fail(error);
    });
    sent.end();
  });
}
