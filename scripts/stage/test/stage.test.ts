import { createServer } from "node:net";
import { type ConfirmChannel, connect } from "amqplib";
import { expect } from "chai";
import { after, afterEach, before, beforeEach, describe, it } from "mocha";
import { type Collection, MongoClient } from "mongodb";
import { until } from "../../testing/until.ts";
import { isPortFree } from "../ports.ts";
import { type Stage, type StageOptions, startStage } from "../stage.ts";
import {
  createFixture,
  type Fixture,
  isAlive,
  readyService,
  unusedPort,
} from "./fixture.ts";

const slowService = `
import { createServer } from "node:http";
const startedAt = Date.now();
createServer((_, response) => {
  response.statusCode = Date.now() - startedAt < 400 ? 503 : 200;
  response.end("warming up");
}).listen(Number(process.env.PORT));
`;

const neverReadyService = `
import { createServer } from "node:http";
console.log("still waiting");
createServer((_, response) => {
  response.statusCode = 503;
  response.end("no database");
}).listen(Number(process.env.PORT));
`;

describe("startStage", () => {
  let fixture: Fixture;
  let stage: Stage | undefined;

  async function start(
    sources: Record<string, string>,
    options: Partial<StageOptions> = {},
  ) {
    fixture = await createFixture(sources);
    stage = await startStage({
      stage: fixture.directory,
      mongodbUrl: "mongodb://elsewhere",
      ...options,
    });
    return stage;
  }

  afterEach(async () => {
    await stage?.stop();
    stage = undefined;
    await fixture.remove();
  });

  it("resolves when every service answers its health check", async () => {
    const { url, instances } = await start({
      quick: readyService,
      slow: slowService,
    });

    expect((await fetch(`${url("slow")}/health`)).status).to.equal(200);
    expect(instances().map(({ state }) => state)).to.eql(["up", "up"]);
    expect(instances()[1]?.readyMs).to.be.greaterThan(400);
  });

  it("gives services their port, the database's URL and more", async () => {
    const { url } = await start(
      { quick: readyService },
      { env: { COLOUR: "red" } },
    );

    expect(await (await fetch(url("quick"))).json()).to.include({
      PORT: String(fixture.portOf("quick")),
      MONGODB_URL: "mongodb://elsewhere",
      COLOUR: "red",
    });
  });

  it("passes on what services write", async () => {
    const lines: string[][] = [];

    await start(
      { quick: readyService },
      { onLine: (...line) => lines.push(line) },
    );

    expect(lines).to.eql([["quick/1", "listening", "stdout"]]);
  });

  it("says what is not ready in time", async () => {
    let lines = 0;
    const { ready, instances } = await start(
      { quick: readyService, late: neverReadyService },
      { waitUntilReady: false, readyTimeoutMs: 300, onLine: () => lines++ },
    );
    const isQuickUp = () => instances()[0]?.state === "up";
    await until("both to listen", () => isQuickUp() && lines === 2);

    expect(await messageOf(ready()))
      .to.contain("late/1 is not ready: 503 no database")
      .and.contain("still waiting")
      .and.not.contain("quick");
  });

  it("leaves nothing behind when something is not ready in time", async () => {
    const pids: (number | undefined)[] = [];
    const starting = start(
      { late: neverReadyService },
      { readyTimeoutMs: 100, onChange: ({ pid }) => pids.push(pid) },
    );

    expect(await messageOf(starting)).to.contain("late/1 is not ready");
    expect(pids.filter((pid) => pid && isAlive(pid))).to.eql([]);
  });

  it("says which service ended too early, with its last lines", async () => {
    const starting = start({
      quick: readyService,
      broken: 'throw new Error("no oven");',
    });

    expect(await messageOf(starting))
      .to.contain("broken/1 ended before it was ready: exit code 1")
      .and.contain("Error: no oven");
  });

  it("shows the compiler's message", async () => {
    const starting = start({ broken: "const oven = ;" });

    expect(await messageOf(starting))
      .to.contain("Unexpected")
      .and.contain("services/broken/src/main.ts:1:13");
  });

  it("starts several instances, each on a port of its own", async () => {
    const { instances, url } = await start(
      { quick: readyService },
      { instances: { quick: 3 } },
    );

    const ports = instances().map(({ port }) => port);
    expect(ports[0]).to.equal(fixture.portOf("quick"));
    expect(new Set(ports)).to.have.lengthOf(3);
    expect((await fetch(url("quick", 3))).status).to.equal(200);
  });

  it("starts only what is asked for", async () => {
    const { instances } = await start(
      { quick: readyService, slow: slowService },
      { only: ["quick"] },
    );

    expect(instances().map(({ id }) => id)).to.eql(["quick/1"]);
  });

  it("starts the registry, too, unless it runs elsewhere", async () => {
    const sources = { quick: readyService, registry: readyService };
    const { instances } = await start(sources, { only: ["quick"] });
    expect(instances().map(({ id }) => id)).to.eql(["registry/1", "quick/1"]);
    await stage?.stop();

    const elsewhere = createServer().listen(fixture.portOf("registry"));
    try {
      stage = await startStage({
        stage: fixture.directory,
        mongodbUrl: "mongodb://elsewhere",
        only: ["quick"],
      });
      const ids = stage.instances().map(({ id }) => id);
      expect(ids).to.eql(["quick/1"]);
    } finally {
      elsewhere.close();
    }
  });

  it("refuses a service that does not exist", async () => {
    const starting = start({ quick: readyService }, { only: ["oven"] });

    expect(await messageOf(starting)).to.equal(
      "There is no service oven: the services are quick.",
    );
  });
});

describe("running stage", () => {
  let fixture: Fixture;
  let stage: Stage;
  const deaths: string[] = [];
  const lines: string[] = [];

  before(async () => {
    fixture = await createFixture({ quick: readyService, other: readyService });
    stage = await startStage({
      stage: fixture.directory,
      mongodbUrl: "mongodb://elsewhere",
      onDeath: ({ id }, how) => deaths.push(`${id}: ${how}`),
      onLine: (id, line) => lines.push(`${id}: ${line}`),
    });
  });

  after(async () => {
    await stage.stop();
    await fixture.remove();
  });

  const find = (id: string) =>
    stage.instances().find((instance) => instance.id === id);

  it("scales a service up and down", async () => {
    await stage.scale("quick", 3);
    const grown = stage.instances().map(({ id }) => id);
    const { port, pid } = find("quick/3") ?? {};
    await stage.scale("quick", 2);
    const shrunk = stage.instances().map(({ id }) => id);

    expect(grown).to.eql(["quick/1", "quick/2", "quick/3", "other/1"]);
    expect(shrunk).to.eql(["quick/1", "quick/2", "other/1"]);
    expect(isAlive(pid as number)).to.equal(false);
    expect(await isPortFree(port as number)).to.equal(true);
    await stage.scale("quick", 1);
  });

  it("leaves a killed instance down until it is restarted", async () => {
    await stage.kill("quick");
    const killed = find("quick/1");
    await stage.restart("quick");
    const restarted = find("quick/1");

    expect(killed).to.include({ state: "down", pid: undefined });
    expect(restarted).to.include({ state: "up", port: killed?.port });
    expect(deaths).to.eql([]);
  });

  it("pauses and resumes an instance", async function () {
    if (process.platform === "win32") this.skip();
    const ask = () =>
      fetch(stage.url("quick"), { signal: AbortSignal.timeout(300) });

    await stage.pause("quick");
    const paused = find("quick/1")?.state;
    const failure = await messageOf(ask());
    await stage.resume("quick");

    expect(paused).to.equal("paused");
    expect(failure).to.contain("timeout");
    expect((await ask()).status).to.equal(200);
  });

  it("lets a paused instance end in its own time", async function () {
    if (process.platform === "win32") this.skip();
    const { pid } = find("other/1") ?? {};

    await stage.pause("other");
    await stage.terminate("other");

    expect(isAlive(pid as number)).to.equal(false);
    expect(lines).to.include("other/1: ending");
    await stage.restart("other");
  });

  it("moves an instance to another port", async () => {
    const port = await unusedPort();

    await stage.move("other", port);

    expect(stage.url("other")).to.equal(`http://localhost:${port}`);
    expect((await fetch(stage.url("other"))).status).to.equal(200);
    expect(await isPortFree(fixture.portOf("other"))).to.equal(true);
  });

  it("does not move an instance to a port that is taken", async () => {
    const { pid } = find("other/1") ?? {};
    const port = fixture.portOf("quick");

    const failure = await messageOf(stage.move("other", port));

    expect(failure).to.contain(`Port ${port} is taken`);
    expect(find("other/1")).to.include({ state: "up", pid });
  });

  it("reports a process that ends without being stopped", async () => {
    process.kill(find("quick/1")?.pid as number, "SIGKILL");
    const isDown = () => find("quick/1")?.state === "down";
    await until("the end of quick/1", isDown);

    expect(deaths).to.eql(["quick/1: signal SIGKILL"]);
    await stage.restart("quick");
  });
});

describe("a stage that was changed", () => {
  let fixture: Fixture;
  let stage: Stage;

  before(async () => {
    fixture = await createFixture({ quick: readyService, other: readyService });
    stage = await startStage({
      stage: fixture.directory,
      mongodbUrl: "mongodb://elsewhere",
    });
  });

  after(() => fixture.remove());

  const pidOf = (id: string) =>
    stage.instances().find((instance) => instance.id === id)?.pid as number;

  it("is restored to its initial state", async () => {
    const before = stage.instances();
    await stage.scale("quick", 2);
    await stage.move("quick/1", await unusedPort());
    await stage.restart("quick/1", { FLAVOUR: "bitter" });
    const other = pidOf("other/1");

    await stage.restore();

    const restored = stage.instances();
    expect(restored.map(({ id, url, state }) => ({ id, url, state }))).to.eql(
      before.map(({ id, url, state }) => ({ id, url, state })),
    );
    const env = await (await fetch(stage.url("quick"))).json();
    expect(env).not.to.have.property("FLAVOUR");
    expect(pidOf("other/1")).to.equal(other);
  });

  it("runs the code of another folder until it is restored", async () => {
    const source = readyService.replace("process.env", '"another oven"');
    const folder = await createFixture({ quick: source });

    await stage.replace("quick/1", folder.directory);

    const bodyOf = async (service: string) =>
      (await fetch(stage.url(service))).text();
    expect(await bodyOf("quick")).to.equal('"another oven"');
    expect(await bodyOf("other")).to.include("PORT");
    await stage.restore();
    await folder.remove();
    expect(await bodyOf("quick")).to.include("PORT");
  });

  it("is restored when something is down", async () => {
    await stage.kill("other");

    await stage.restore();

    expect((await fetch(stage.url("other"))).status).to.equal(200);
  });

  it("ends at once when it is abandoned, whatever is down", async () => {
    const pid = pidOf("quick/1");
    await stage.kill("other");

    await stage.abandon();

    expect(isAlive(pid)).to.equal(false);
    expect(stage.instances().map(({ state }) => state)).to.eql([
      "down",
      "down",
    ]);
  });
});

describe("the stage's database", () => {
  it("may come last, and keeps its port when it is restarted", async () => {
    const fixture = await createFixture({ quick: readyService });
    const stage = await startStage({
      stage: fixture.directory,
      database: "none",
    });
    const database = () => stage.instances()[0];

    try {
      expect(database()).to.include({ id: "mongodb/1", state: "down" });
      await stage.startDatabase();
      const first = database();
      await stage.kill("mongodb");
      await stage.restart("mongodb");

      expect(database()).to.include({ state: "up", port: first?.port });
      expect(database()?.pid).to.not.equal(first?.pid);
      expect(stage.mongodbUrl).to.contain(`:${first?.port}`);
    } finally {
      await stage.stop();
      await fixture.remove();
    }
  });

  it("keeps its data when it is killed, and starts empty", async () => {
    const fixture = await createFixture({ quick: readyService });
    const start = (keep: boolean) =>
      startStage({ stage: fixture.directory, database: "embedded", keep });
    let stage = await start(false);

    try {
      await withItems(stage, (items) => items.insertOne({ a: 1 }));
      await stage.kill("mongodb");
      await stage.restart("mongodb");
      expect(await withItems(stage, countOf), "restarted").to.equal(1);

      const { port } = new URL(stage.mongodbUrl);
      await stage.stop();
      // Another program has the port meanwhile.
      const other = createServer().listen(Number(port), "127.0.0.1");
      stage = await start(true);
      other.close();
      expect(stage.mongodbUrl).not.to.include(port);
      expect(await withItems(stage, countOf), "kept").to.equal(1);

      await stage.stop();
      stage = await start(false);
      expect(await withItems(stage, countOf), "begun anew").to.equal(0);
    } finally {
      await stage.stop();
      await fixture.remove();
    }
  });
});

describe("the stage's message broker", () => {
  const settings = { broker: true };
  let fixture: Fixture;

  beforeEach(async () => {
    fixture = await createFixture({ quick: readyService }, settings);
  });

  afterEach(() => fixture.remove());

  const start = (keep = false) =>
    startStage({
      stage: fixture.directory,
      mongodbUrl: "mongodb://elsewhere",
      keep,
    });

  it("is there for stages that need it, and services know its URL", async () => {
    const stage = await start();

    try {
      const [engine] = stage.instances();
      expect(engine).to.include({ id: "rabbitmq/1", state: "up" });
      expect(engine?.url).to.equal(`amqp://localhost:${engine?.port}`);
      const env = await (await fetch(stage.url("quick"))).json();
      expect(env.AMQP_URL).to.equal(stage.amqpUrl);
      expect(env.AMQP_URL).to.equal(`amqp://127.0.0.1:${engine?.port}`);
    } finally {
      await stage.stop();
    }
  });

  it("keeps messages when it is killed, and starts empty", async () => {
    let stage = await start();

    try {
      await withQueue(stage, (channel) => {
        channel.sendToQueue("cakes", Buffer.of(1), { persistent: true });
        return channel.waitForConfirms();
      });
      await stage.kill("rabbitmq");
      await stage.restart("rabbitmq");
      expect(await withQueue(stage, lengthOf), "restarted").to.equal(1);

      await stage.stop();
      stage = await start(true);
      expect(await withQueue(stage, lengthOf), "kept").to.equal(1);

      await stage.stop();
      stage = await start();
      expect(await withQueue(stage, lengthOf), "begun anew").to.equal(0);
    } finally {
      await stage.stop();
    }
  });

  it("is not started if AMQP_URL names another one", async () => {
    process.env.AMQP_URL = "amqp://elsewhere";
    const stage = await start().finally(() => delete process.env.AMQP_URL);

    try {
      const names = stage.instances().map(({ service }) => service);
      expect(names).to.eql(["quick"]);
      const env = await (await fetch(stage.url("quick"))).json();
      expect(env.AMQP_URL).to.equal("amqp://elsewhere");
    } finally {
      await stage.stop();
    }
  });

  it("cannot be moved", async () => {
    const stage = await start();

    try {
      const port = await unusedPort();
      expect(await messageOf(stage.move("rabbitmq", port))).to.equal(
        "rabbitmq cannot be moved: the services know its port.",
      );
    } finally {
      await stage.stop();
    }
  });
});

const lengthOf = async (channel: ConfirmChannel) =>
  (await channel.checkQueue("cakes")).messageCount;

async function withQueue<T>(
  { amqpUrl }: Stage,
  use: (channel: ConfirmChannel) => Promise<T>,
) {
  const connection = await connect(`${amqpUrl}`);
  try {
    const channel = await connection.createConfirmChannel();
    await channel.assertQueue("cakes");
    return await use(channel);
  } finally {
    await connection.close();
  }
}

const countOf = (items: Collection) => items.countDocuments();

async function withItems<T>(
  { mongodbUrl }: Stage,
  use: (items: Collection) => Promise<T>,
) {
  const client = await MongoClient.connect(mongodbUrl);
  try {
    return await use(client.db("shop").collection("items"));
  } finally {
    await client.close();
  }
}

function messageOf(promise: Promise<unknown>) {
  return promise.then(
    () => "no failure",
    (error: Error) => error.message,
  );
}
