import { expect } from "chai";
import { beforeEach, describe, it } from "mocha";
import { createLog } from "#commons/log.ts";
import { instanceInfo } from "../src/instance-info.ts";
import type { Action, PeerClient } from "../src/peer-client.ts";
import { createPeers } from "../src/peers.ts";
import { type InstanceLease, registered } from "../src/registration.ts";
import { anInstance } from "./start-registry.ts";
import { until } from "./until.ts";

const limits = { instances: 100, totalBytes: 1_000_000 };
const log = createLog("test", "silent");

describe("peers", () => {
  let heard: Action[];
  let failures: number;

  beforeEach(() => {
    heard = [];
    failures = 0;
  });

  const client: PeerClient = {
    url: "http://peer",
    async send(action: Action) {
      if (failures-- > 0) throw new Error("no answer");
      heard.push(action);
    },
    fetchAll: async () => [],
  };

  const deaf: PeerClient = { ...client, send: () => new Promise(() => {}) };

  it("receive missed messages later, in the same order", async () => {
    failures = 1;
    const peers = createPeers([client], log, limits);
    peers.tell("Register", aLease());
    peers.tell("StatusUpdate", aLease());

    await until(() => heard.length === 2);
    expect(heard).to.deep.equal(["Register", "StatusUpdate"]);
  });

  it("receive no missed heartbeat later: the next one suffices", async () => {
    failures = 1;
    const peers = createPeers([client], log, limits);
    peers.tell("Heartbeat", aLease());
    peers.tell("Cancel", aLease());

    await until(() => heard.length > 0);
    expect(heard).to.deep.equal(["Cancel"]);
  });

  it("receive a message once that was sent twice while they were down", async () => {
    failures = 1;
    const peers = createPeers([client], log, limits);
    for (let i = 0; i < 3; i++) peers.tell("Register", aLease());
    peers.tell("Cancel", aLease());

    await until(() => heard.includes("Cancel"));
    expect(heard).to.deep.equal(["Register", "Cancel"]);
  });

  it("receive the latest messages after the queue was full", async () => {
    failures = 1;
    const peers = createPeers([client], log, { ...limits, instances: 2 });
    peers.tell("Register", aLease());
    peers.tell("StatusUpdate", aLease());
    peers.tell("DeleteStatusOverride", aLease());
    peers.tell("Cancel", aLease());

    await until(() => heard.includes("Cancel"));
    expect(heard).to.deep.equal(["DeleteStatusOverride", "Cancel"]);
  });

  it("do not wait for each other", async () => {
    const peers = createPeers([deaf, client], log, limits);
    peers.tell("Register", aLease());

    await until(() => heard.length === 1);
  });
});

function aLease(): InstanceLease {
  const { instance } = instanceInfo.parse(anInstance());
  return {
    key: "BOOK-API/book-api:8081",
    holder: registered(instance, 0),
    durationMs: 6_000,
    grantedAt: 0,
    renewedAt: 0,
  };
}
