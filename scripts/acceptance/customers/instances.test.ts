// @from-99 @long

import { expect } from "chai";
import { describe, it } from "mocha";
import { pathTo, type Span } from "../../lessons/traces.ts";
import { inFull } from "../../testing/it-where.ts";
import { until } from "../../testing/until.ts";
import { signUpQuickly } from "../accounts/doors.ts";
import { type Traffic, untilServing } from "../faults/shares.ts";
import {
  headersOf,
  newTraceId,
  servedBy,
  traceWith,
} from "../faults/traces.ts";
import { metric } from "../hardening/metrics.ts";
import {
  itWithOwnDatabase,
  itWithPause,
  listen,
  runningStage,
} from "../hooks.ts";
import { atOnce } from "../samples.ts";
import { call, newCustomer, send } from "./calls.ts";
import { expectCustomers } from "./registered.ts";

const service = "customer-api";
const callee = { service };

/** The calls of user-queue, one for each sign-up. */
const registrations: Traffic = {
  service,
  call: () => signUpQuickly(),
  logged: /"Register \/customer.CustomerService OK/,
};

/** Each of two instances serves a third of the calls or more. */
async function expectShares() {
  const served: string[] = [];
  const stop = listen((id, line) => {
    if (id.startsWith(service) && registrations.logged.test(line)) {
      served.push(id);
    }
  });
  const users = await Promise.all(atOnce(18, () => signUpQuickly()));
  await expectCustomers(users);
  await until("every call is in the log", () => served.length >= 18);
  stop();
  for (const index of [1, 2]) {
    const own = served.filter((id) => id === `${service}/${index}`);
    expect(own).to.have.length.at.least(6);
  }
}

describe("a registration", () => {
  it("is part of the trace of its sign-up, with gRPC, too", async () => {
    const traceId = newTraceId();
    await signUpQuickly(headersOf(traceId));

    const spans = await traceWith(traceId, (found) => {
      const served = servedBy(service, found);
      return served !== undefined && pathTo(served, found).length === 7;
    });

    const served = servedBy(service, spans) as Span;
    expect(pathTo(served, spans)).to.deep.equal([
      "gateway: post /user",
      "gateway: post /user",
      "user-api: post /user",
      "user-api: publish user.created",
      "user-queue: consume user.created",
      "user-queue: register /customer.customerservice",
      "customer-api: register /customer.customerservice",
    ]);
  });
});

describe("several instances of customer-api", () => {
  it("share the calls, and lose none when one is killed", async () => {
    const stage = runningStage();
    await stage.scale(service, 2);
    try {
      const load = setInterval(() => signUpQuickly().catch(() => {}), 200);
      await untilServing(2, registrations).finally(() => clearInterval(load));
      await expectShares();

      await stage.kill(`${service}/1`);
      const users = await Promise.all(atOnce(5, () => signUpQuickly()));

      await expectCustomers(users);
    } finally {
      await stage.restart(`${service}/1`);
      await stage.scale(service, 1);
    }
  }).timeout(90_000);
});

describe("customer-api", () => {
  inFull(itWithPause)(
    "that hangs is not called: its circuit is open",
    async () => {
      const stage = runningStage();
      await stage.pause(`${service}/1`);
      const users = await Promise.all(atOnce(6, () => signUpQuickly()));
      try {
        await until(
          "the circuit is open",
          async () =>
            (await metric("user-queue", "circuit_state", callee)) === 2,
          { withinMs: 20_000 },
        );
      } finally {
        await stage.resume(`${service}/1`);
      }

      await expectCustomers(users);
      await until("the circuit is closed", async () => {
        return (await metric("user-queue", "circuit_state", callee)) === 0;
      });
    },
  )?.timeout(90_000);

  itWithOwnDatabase("finishes its calls before it stops", async () => {
    const stage = runningStage();
    const customers = Array.from({ length: 10 }, newCustomer);
    await stage.pause("mongodb/1");
    const calls = customers.map((one) =>
      call("Register", one, { timeout: "30S" }),
    );
    await until("the calls are in flight", async () => {
      const health = await call("Register", newCustomer(), { timeout: "50m" });
      return health.code === "DEADLINE_EXCEEDED";
    });
    // When the service replies to a later call, it has got all earlier ones.
    const check = { authorization: "", timeout: "" };
    for (const _ of [1, 2, 3]) {
      await send("/grpc.health.v1.Health/Check", Buffer.alloc(0), check);
    }
    let isStopping = false;
    const stop = listen((id, line) => {
      isStopping ||= id === `${service}/1` && line.includes("stopping");
    });
    const ended = stage.terminate(`${service}/1`);
    await until("it stops", () => isStopping).finally(stop);
    await stage.resume("mongodb/1");

    const codes = (await Promise.all(calls)).map(({ code }) => code);

    expect(codes).to.deep.equal(customers.map(() => "OK"));
    await ended;
    await stage.restart(`${service}/1`);
  });
});
