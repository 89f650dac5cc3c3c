// @from-99 @long

import { expect } from "chai";
import { describe } from "mocha";
import { itWhere } from "../../testing/it-where.ts";
import { until } from "../../testing/until.ts";
import { callGateway } from "../auth/people.ts";
import { runningStage } from "../hooks.ts";
import { metric } from "./metrics.ts";

const isPosix = process.platform !== "win32";
const itWithPause = itWhere(isPosix, "Windows cannot pause a process");

type Overview = {
  services: {
    service: string;
    instances: {
      pool?: { open: number };
      circuits?: { service: string; state: string }[];
    }[];
  }[];
};

/** An instance of the service, as monitoring shows it. */
async function shown(service: string) {
  const response = await fetch(`${runningStage().url("monitoring")}/overview`);
  const { services } = (await response.json()) as Overview;
  return services.find((one) => one.service === service)?.instances[0];
}

const callee = { service: "dvd-api" };

describe("the circuit to a service that hangs", () => {
  itWithPause("is in the metrics, and in monitoring", async () => {
    const stage = runningStage();
    await stage.pause("dvd-api/1");
    try {
      await until(
        "the circuit is open",
        async () => {
          const calls = Array.from({ length: 5 }, () =>
            callGateway("GET", "/dvds"),
          );
          await Promise.all(calls);
          return (await metric("gateway", "circuit_state", callee)) === 2;
        },
        { withinMs: 20_000 },
      );

      const opened = { ...callee, state: "open" };
      const transitions = "circuit_transitions_total";
      expect(await metric("gateway", transitions, opened)).to.be.at.least(1);
      await until("monitoring shows it", async () => {
        await callGateway("GET", "/dvds");
        const circuits = (await shown("gateway"))?.circuits ?? [];
        return circuits.some(
          ({ service, state }) => service === "dvd-api" && state !== "closed",
        );
      });
      const rejected = "http_client_rejected_total";
      expect(await metric("gateway", rejected, callee)).to.be.at.least(1);
    } finally {
      await stage.resume("dvd-api/1");
    }
    await until(
      "the circuit is closed",
      async () => (await callGateway("GET", "/dvds")).status === 200,
      { withinMs: 15_000 },
    );
    await until("monitoring shows the pool of a database", async () => {
      expect((await shown("book-api"))?.pool?.open).to.be.at.least(1);
    });
  });
});
