import { expect } from "chai";
import { afterEach, describe, it } from "mocha";
import { createLog } from "#commons/log.ts";
import type { Replica } from "#commons/replica/replica.ts";
import { createIndexService } from "../src/index-service.ts";
import { record, until } from "./start-search.ts";

type Watch = Replica["watch"];
type Settings = { watch?: Watch; delayMs?: number; worker?: URL };

const log = createLog("test", "silent");
const worker = new URL("./index-worker.mjs", import.meta.url);
/** Its process ends when it is asked for poison. */
const code = `
  import { parentPort } from "node:worker_threads";
  parentPort.on("message", ({ id, request }) => {
    if (request.search === "poison") process.exit(1);
    parentPort.postMessage({ id, reply: request.search ? [{}] : 1 });
  });
`;
const mortal = new URL(`data:text/javascript,${encodeURIComponent(code)}`);
const pie = [record("books/1", { title: "Pie" })];
const never = new Promise<never>(() => {});

/** What the index follows: one book. */
const oneBook: Watch = async (apply) =>
  apply("books", { put: pie, delete: [] });

describe("an index in a thread", function () {
  this.timeout(30_000);
  const stops: (() => Promise<unknown>)[] = [];

  afterEach(async () => {
    await Promise.all(stops.splice(0).map((stop) => stop()));
  });

  function start({ watch = oneBook, ...settings }: Settings = {}) {
    const index = createIndexService({
      ...{ group: "catalogues", worker, log, replica: { watch } },
      ...settings,
    });
    stops.push(index.stop);
    return index;
  }

  it("answers when it has all records", async () => {
    const index = start();

    expect(await index.search("pie")).to.have.length(1);
    expect(index.report()).to.deep.equal({ isLoaded: true, records: 1 });
  });

  it("lets searches wait while it is loaded, which delays no other", async () => {
    let load = () => {};
    const loading = start({
      async watch(apply) {
        await new Promise<void>((resolve) => {
          load = resolve;
        });
        await apply("books", { put: pie, delete: [] });
      },
    });
    const early = loading.search("pie");
    const other = start();

    expect(await other.search("pie")).to.have.length(1);
    expect(loading.report().isLoaded).to.equal(false);

    load();
    expect(await early).to.have.length(1);
  });

  it("is loaded again if the replica could not be read", async () => {
    let failures = 2;
    const index = start({
      async watch(apply) {
        if (failures-- > 0) throw new Error("no database");
        await oneBook(apply);
      },
    });

    expect(await index.search("pie")).to.have.length(1);
  });

  it("answers searches that come while many records are put", async () => {
    const many = Array.from({ length: 3_000 }, (_, i) =>
      record(`books/${i + 2}`, { text: `cake ${i} `.repeat(10) }),
    );
    let put: () => unknown = () => {};
    const index = start({
      async watch(apply) {
        await oneBook(apply);
        put = () => apply("books", { put: many, delete: [] });
      },
    });
    await index.search("pie");
    let isPut = false;
    const putting = Promise.resolve(put()).then(() => {
      isPut = true;
    });

    expect(await index.search("pie")).to.have.length(1);
    expect(isPut).to.equal(false);
    await putting;
  });

  it("fails searches when its thread ends, and starts again", async () => {
    const index = start({ worker: mortal });
    expect(await index.search("pie")).to.have.length(1);

    const failures = await Promise.all(
      ["poison", "pie"].map((q) =>
        index.search(q).catch(({ message }) => message),
      ),
    );

    expect(failures).to.deep.equal(["it has ended", "it has ended"]);
    await until("the index is there again", async () => {
      const hits = await index.search("pie").catch(() => []);
      return hits.length === 1;
    });
  });

  it("refuses searches while a hundred wait", async () => {
    const index = start({ watch: () => never });
    for (let i = 0; i < 100; i++) index.search("pie").catch(() => {});

    const refused = await index.search("pie").catch(({ message }) => message);

    expect(refused).to.equal("catalogues is busy.");
  });

  it("is as slow as a setting says", async () => {
    const index = start({ delayMs: 300 });
    await until("it is loaded", async () => index.report().isLoaded);
    const since = performance.now();

    expect(await index.search("pie")).to.have.length(1);

    expect(performance.now() - since).to.be.above(290);
  });
});
