import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import { createCommands } from "../commands.ts";
import { createPaint } from "../paint.ts";
import type { Stage } from "../stage.ts";

const instances = [{ id: "event-bus/1", service: "event-bus" }];

function commandsOf(stage: object) {
  const all = { instances: () => instances, queues: [], ...stage };
  return createCommands(all as unknown as Stage, () => {}, createPaint(false));
}

const subscribers = [
  { name: "query-api", position: 6, summary: "refusing 3 of 5: No title." },
  { name: "cake", position: 7, summary: "up to date" },
];
const setAside = [
  { subscriber: "cake", type: "PostCreated", id: "post-1", error: "Stale." },
];

describe("the commands for events while a stage runs", () => {
  let server: Server;
  let url: string;
  let replies: Record<string, [status: number, reply: object]>;
  let sent: { path: string; body: string; authorization: string }[];

  beforeEach(async () => {
    sent = [];
    replies = {
      "/overview": [200, { position: 7, subscribers, setAside }],
      "/login": [200, { token: "staff" }],
      "/events": [202, { position: 8 }],
      "/subscribers/cake/requeue": [202, { requeued: 1 }],
    };
    server = createServer(async (req, res) => {
      const { url: path = "", headers } = req;
      const body = Buffer.concat(await req.toArray()).toString();
      const { authorization = "" } = headers;
      sent.push({ path, body, authorization });
      const [status, reply] = replies[path] ?? [404, {}];
      res.writeHead(status).end(JSON.stringify(reply));
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(() => {
    server.close();
  });

  const answer = (line: string) =>
    commandsOf({ url: () => url, serviceSecret: "secret" }).answer(line);

  it("list the subscribers and what is set aside", async () => {
    expect(await answer("subscribers")).to.equal(
      [
        "query-api  6 of 7  refusing 3 of 5: No title.",
        "cake       7 of 7  up to date",
        "set aside for cake: PostCreated post-1: Stale.",
      ].join("\n"),
    );
  });

  it("publish an event that its subscribers refuse", async () => {
    expect(await answer("poison")).to.match(/^poison-\w{8} is in the log$/);

    const [{ path, body, authorization } = {} as (typeof sent)[0]] = sent;
    expect(path).to.equal("/events");
    expect(JSON.parse(body)).to.deep.include({ type: "PostCreated" });
    expect(JSON.parse(body).data).to.have.all.keys("postId");
    expect(authorization).to.match(/^Bearer \S+\.\S+\.\S+$/);
  });

  it("have events delivered again, as staff", async () => {
    expect(await answer("redeliver cake")).to.equal(
      "1 event is delivered to cake again",
    );

    const { path, authorization } = sent.at(-1) as (typeof sent)[0];
    expect(path).to.equal("/subscribers/cake/requeue");
    expect(authorization).to.equal("Bearer staff");
  });

  it("name the subscribers, and the bus's own refusals", async () => {
    expect(await answer("redeliver cakes")).to.equal(
      "There is no subscriber cakes. The subscribers: query-api, cake. Did you mean cake?",
    );
    replies["/login"] = [503, { detail: "gateway does not answer." }];
    expect(await answer("redeliver cake")).to.equal("gateway does not answer.");
    replies["/overview"] = [500, {}];
    expect(await answer("subscribers")).to.equal("event-bus: 500");
  });

  it("say that the bus does not respond", async () => {
    const nowhere = commandsOf({ url: () => "http://127.0.0.1:1" });

    expect(await nowhere.answer("subscribers")).to.equal(
      "The event bus does not respond.",
    );
  });

  it("are missing in a stage without a bus", async () => {
    const other = commandsOf({ instances: () => [] });

    expect(await other.answer("poison")).to.match(/^There is no command/);
  });
});
