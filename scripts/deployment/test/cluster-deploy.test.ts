// @large

import { setTimeout as pause } from "node:timers/promises";
import { expect } from "chai";
import { after, before, describe } from "mocha";
import { itWhere } from "../../testing/it-where.ts";
import { hasAnsible, hasNginx } from "./ansible.ts";
import { balancer, createPis } from "./pis.ts";

const isPossible = process.platform === "linux" && hasAnsible && hasNginx;
const itWithCluster = itWhere(isPossible, "needs Linux, Ansible and nginx");
const shop = `http://${balancer}:8080/`;
const books = `http://${balancer}:8100/books`;
const paceMs = 100;

/** Reads until it is stopped; returns how often, and all failures. */
function startReading(url: string) {
  const failures: string[] = [];
  let reads = 0;
  let isStopped = false;
  async function readAll() {
    while (!isStopped) {
      reads++;
      await fetch(url, { signal: AbortSignal.timeout(10_000) })
        .then(async (reply) => {
          const text = await reply.text();
          if (!reply.ok) failures.push(`${reply.status} ${text}`);
        })
        .catch((error) => failures.push(`${error.cause ?? error}`));
      await pause(paceMs);
    }
  }
  const done = readAll();
  return async () => {
    isStopped = true;
    await done;
    return { reads, failures };
  };
}

const isRunning = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe("a cluster of Raspberry Pis, on this machine", () => {
  let pis: Awaited<ReturnType<typeof createPis>>;
  let isClean = false;

  before(async () => {
    if (isPossible) pis = await createPis();
  });

  after(async function () {
    this.timeout(450_000);
    if (!isClean) await pis?.play("clean.yml").catch(() => {});
    await pis?.close();
  });

  itWithCluster("sells books once deploy.yml has run", async () => {
    await pis.play("deploy.yml");

    expect(await (await fetch(shop)).text()).to.include("<html");
    const { items } = (await (await fetch(books)).json()) as {
      items: unknown[];
    };
    expect(items).to.have.length.above(0);
  }).timeout(450_000);

  itWithCluster("runs both versions of a service", async () => {
    const pinned = (version: string) =>
      fetch(books, { headers: { "x-api-version": version } });

    for (const version of ["1", "2"]) {
      expect((await pinned(version)).status, version).to.equal(200);
    }
    const refused = await pinned("3");
    expect(refused.status).to.equal(400);
    expect(await refused.text()).to.include("it has 1, 2");
  });

  itWithCluster("is updated without a failed read", async () => {
    const processes = pis.processes("pie-b1");
    const stops = [startReading(shop), startReading(books)];

    // With the bundles of the first time: they take seconds to make.
    await pis.play("services.yml", "packages,build");

    for (const stop of stops) {
      const { reads, failures } = await stop();
      expect(failures).to.deep.equal([]);
      expect(reads).to.be.above(20);
    }
    expect(processes.filter(isRunning)).to.deep.equal([]);
    expect(pis.versions("pie-b1")).to.have.length(2);
  }).timeout(450_000);

  itWithCluster("has nothing left once clean.yml has run", async () => {
    const hosts = ["pie-a1", "pie-b1"];
    const processes = hosts.flatMap(pis.processes);
    expect(processes.filter(isRunning)).to.have.length(10);

    await pis.play("clean.yml");
    isClean = true;

    expect(processes.filter(isRunning)).to.deep.equal([]);
    for (const host of hosts) {
      const left = pis.files(host).filter((file) => /store/.test(file));
      expect(left, host).to.deep.equal([]);
    }
    expect(pis.files("balancer").join()).not.to.include("store");
    const refused = await fetch(shop).catch((error) => error.cause.code);
    expect(refused).to.equal("ECONNREFUSED");
  }).timeout(450_000);
});
