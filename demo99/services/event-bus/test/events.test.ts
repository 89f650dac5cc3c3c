import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import { register } from "#commons/metrics.ts";
import { as } from "#commons/test/test-auth.ts";
import { openTestDatabase } from "#commons/test/test-database.ts";
import { closeServers } from "#commons/test/test-servers.ts";
import { createEventRepository } from "../src/event-repository.ts";
import { createEventService } from "../src/event-service.ts";
import { publish, publishMany, readLog, startBus } from "./start-bus.ts";

const asPosts = () => as("posts-api", "service");
const event = { id: "post-1", type: "PostCreated", data: {} };

describe("POST /events", () => {
  let testDatabase: ReturnType<typeof openTestDatabase>;
  let bus: Awaited<ReturnType<typeof startBus>>;

  beforeEach(async () => {
    testDatabase = openTestDatabase();
    bus = await startBus(testDatabase.database, {});
  });
  afterEach(async () => {
    closeServers();
    await testDatabase.close();
  });

  const post = (body: unknown, headers = asPosts()) =>
    bus.call("POST", "/events", body, headers);

  const count = () =>
    testDatabase.database.collection("events").countDocuments();

  it("answers 202 with the next position, once the event is stored", async () => {
    for (const position of [1, 2, 3]) {
      const response = await publish(bus, `post-${position}`);
      expect(response.status).to.equal(202);
      expect(await response.json()).to.deep.equal({ position });
      expect(await count()).to.equal(position);
    }
  });

  it("stores a repeated id once, and answers its first position", async () => {
    await publish(bus, "post-1");
    await publish(bus, "post-2");

    const response = await publish(bus, "post-1");

    expect(response.status).to.equal(202);
    expect(await response.json()).to.deep.equal({ position: 1 });
    expect(await count()).to.equal(2);
  });

  it("refuses a repeated id with another type or other data", async () => {
    await publish(bus, "post-1", { data: { a: 1, b: [2] } });

    const same = await publish(bus, "post-1", { data: { b: [2], a: 1 } });
    const others = [
      await publish(bus, "post-1", { data: { a: 1, b: [3] } }),
      await publish(bus, "post-1", {
        type: "CommentCreated",
        data: { a: 1, b: [2] },
      }),
    ];

    expect(same.status).to.equal(202);
    expect(others.map(({ status }) => status)).to.deep.equal([409, 409]);
    expect((await (others[0] as Response).json()).detail).to.equal(
      "The log has the event post-1 with another type or other data.",
    );
    expect(await count()).to.equal(1);
  });

  it("refuses all but one of different events with one id", async () => {
    const responses = await Promise.all(
      [1, 2, 3].map((a) => publish(bus, "post-1", { data: { a } })),
    );

    expect(responses.map(({ status }) => status).sort()).to.deep.equal([
      202, 409, 409,
    ]);
    expect(await count()).to.equal(1);
  });

  it("stores an id once that several instances get at once", async () => {
    const second = await startBus(testDatabase.database, {}, { instance: "b" });
    const [one, two] = [bus, second];

    const responses = await Promise.all(
      [one, two, one, two, one, two].map((it) => publish(it, "post-1")),
    );

    const positions = await Promise.all(responses.map((it) => it.json()));
    expect(positions).to.deep.equal(Array(6).fill({ position: 1 }));
    expect(await count()).to.equal(1);
  });

  it("leaves no gap when several instances store at once", async () => {
    const second = await startBus(testDatabase.database, {}, { instance: "b" });
    const total = 100;

    const responses = await Promise.all(
      Array.from({ length: total }, (_, i) =>
        publish(i % 2 ? bus : second, `post-${i}`),
      ),
    );

    const replies = await Promise.all(responses.map((it) => it.json()));
    const positions = replies.map(({ position }) => position);
    expect(positions.toSorted((a, b) => a - b)).to.deep.equal(
      Array.from({ length: total }, (_, i) => i + 1),
    );
  });

  it("stores publisher, time and trace with the event", async () => {
    const traceId = "a".repeat(32);
    const trace = { "x-b3-traceid": traceId, "x-b3-spanid": "b".repeat(16) };

    await post(event, { ...asPosts(), ...trace, "x-b3-sampled": "1" } as never);

    const [stored] = (await readLog(bus)).items;
    expect(stored).to.deep.include({
      ...event,
      ...{ position: 1, publisher: "posts-api" },
      at: "1970-01-01T00:16:40.000Z",
    });
    expect(stored?.b3).to.match(new RegExp(`^${traceId}-.{16}-1$`));
  });

  it("keeps any data as they are", async () => {
    const data = {
      ...{ $set: { "a.b": "\u0000" }, "": null, big: 2 ** 53, f: 0.1 },
      list: [[], {}, "\ud800"],
    };

    await publish(bus, "post-1", { data });

    expect((await readLog(bus)).items[0]?.data).to.deep.equal(data);
  });

  it("names the four types to the sender of another one", async () => {
    for (const type of ["PostDeleted", "toString", "", null, undefined]) {
      const response = await post({ ...event, type });
      expect(response.status).to.equal(400);
      expect((await response.json()).errors).to.deep.equal([
        {
          field: "type",
          message:
            "must be one of PostCreated, CommentCreated, CommentModerated, CommentUpdated",
        },
      ]);
    }
  });

  it("names the owner of a type to another service", async () => {
    const owners = {
      PostCreated: "posts-api",
      CommentCreated: "comments-api",
      CommentModerated: "moderation-api",
      CommentUpdated: "comments-api",
    };
    for (const [type, owner] of Object.entries(owners)) {
      const response = await post({ ...event, type }, as("web", "service"));
      expect(response.status).to.equal(403);
      expect((await response.json()).detail).to.equal(
        `Only ${owner} may publish ${type}.`,
      );
    }
    expect(await count()).to.equal(0);
  });

  it("is for services only", async () => {
    const callers = [{}, as("alice", "customer"), as("admin", "admin")];
    const responses = await Promise.all(
      callers.map((headers) => post(event, headers as Record<string, string>)),
    );

    expect(responses.map(({ status }) => status)).to.deep.equal([
      401, 403, 403,
    ]);
  });

  it("names each bad field", async () => {
    const bad: [string, unknown][] = [
      ...["", "a b", "$x", "x".repeat(65), 1, null].map(
        (id) => ["id", id] as [string, unknown],
      ),
      ...["text", 1, null, [], undefined].map(
        (data) => ["data", data] as [string, unknown],
      ),
      ["data", { text: "x".repeat(64 * 1024) }],
      ["more", 1],
    ];
    for (const [field, value] of bad) {
      const response = await post({ ...event, [field]: value });
      expect(response.status, `${field} ${value}`).to.equal(400);
      const { errors } = await response.json();
      expect(errors.map((it: { field: string }) => it.field)).to.deep.equal([
        field,
      ]);
    }
  });

  it("takes data of 64 kB, and refuses a body above 100 kB", async () => {
    const text = "x".repeat(64 * 1024 - '{"text":""}'.length);
    const full = await publish(bus, "post-1", { data: { text } });
    const huge = await publish(bus, "post-2", {
      data: { text: "x".repeat(100 * 1024) },
    });

    expect([full.status, huge.status]).to.deep.equal([202, 413]);
  });

  it("refuses data that are nested too deeply to be written", async () => {
    const deep = `${"[".repeat(30_000)}${"]".repeat(30_000)}`;
    const response = await fetch(`${bus.url}/events`, {
      method: "POST",
      headers: { "content-type": "application/json", ...asPosts() },
      body: `{"id":"post-1","type":"PostCreated","data":{"deep":${deep}}}`,
    });

    expect(response.status).to.be.oneOf([202, 400]);
  });

  it("refuses parameters", async () => {
    const response = await bus.call("POST", "/events?a=1", event, asPosts());

    expect(response.status).to.equal(400);
  });

  it("counts the events that are stored, by type", async () => {
    const metric = async () => {
      const text = await register.metrics();
      const line = /^event_bus_events_total\{type="CommentUpdated"\} (\d+)$/m;
      return Number(line.exec(text)?.[1] ?? 0);
    };
    const before = await metric();

    for (const id of ["u1", "u1", "u2"]) {
      await publish(bus, id, { type: "CommentUpdated" });
    }

    expect((await metric()) - before).to.equal(2);
    // As if another instance took each position but the first one of a group.
    const repository = createEventRepository(testDatabase.database);
    const service = createEventService({
      ...repository,
      insert: (first, events) => repository.insert(first, events.slice(0, 1)),
    });
    await Promise.all(
      ["v1", "v2", "v3"].map((id) =>
        service.publish(
          { id, type: "CommentUpdated", data: {} },
          "comments-api",
        ),
      ),
    );
    expect((await metric()) - before).to.equal(5);
  });
});

describe("GET /events", () => {
  let testDatabase: ReturnType<typeof openTestDatabase>;
  let bus: Awaited<ReturnType<typeof startBus>>;

  beforeEach(async () => {
    testDatabase = openTestDatabase();
    bus = await startBus(testDatabase.database, {});
  });
  afterEach(async () => {
    closeServers();
    await testDatabase.close();
  });

  it("reads the log page by page", async () => {
    await publishMany(bus, 5);

    const first = await readLog(bus, "limit=2");
    const second = await readLog(bus, `limit=3&after=${first.next}`);
    const none = await readLog(bus, "after=5");

    expect(first.items.map(({ id }) => id)).to.deep.equal(["e1", "e2"]);
    expect(first.next).to.equal(2);
    expect(second.items.map(({ id }) => id)).to.deep.equal(["e3", "e4", "e5"]);
    expect(second.next).to.equal(null);
    expect(none).to.deep.equal({ items: [], next: null });
  });

  it("names each bad parameter", async () => {
    const queries = ["after=-1", "after=x", "limit=0", "limit=101", "more=1"];
    for (const query of queries) {
      const response = await bus.call("GET", `/events?${query}`);
      expect(response.status).to.equal(400);
      const [{ field }] = (await response.json()).errors;
      expect(field).to.equal(query.split("=")[0]);
    }
  });

  it("is for services and staff", async () => {
    const callers = [{}, as("alice", "customer"), as("query-api", "service")];
    const responses = await Promise.all(
      callers.map((it) => bus.call("GET", "/events", undefined, it as never)),
    );

    expect(responses.map(({ status }) => status)).to.deep.equal([
      401, 403, 200,
    ]);
  });
});
