import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import { countMessages, countWaiting } from "../announced.ts";
import {
  clients,
  describePeriod,
  rateOf,
  shareInTime,
  signUp,
  signUpFor,
} from "../sign-ups.ts";

const email = "ada@store.example";

describe("sign-ups of a lesson", () => {
  let seen: { method: string; path: string; body: unknown }[];
  let replies: Record<string, string>;
  let status: number;
  let server: ReturnType<typeof createServer>;
  let url: string;

  beforeEach(async () => {
    [seen, replies, status] = [[], {}, 201];
    server = createServer(async (req, res) => {
      const { method = "", url: path = "" } = req;
      const body = method === "POST" ? await json(req) : undefined;
      seen.push({ method, path, body });
      res.writeHead(status).end(replies[path] ?? "{}");
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  const stage = () => ({ url: (service: string) => `${url}/${service}` });

  it("are calls of POST /user, and have a status", async () => {
    status = 409;

    const done = await signUp(url, email);

    expect(done).to.include({ email, status: 409 });
    expect(seen).to.deep.equal([
      { method: "POST", path: "/user", body: { name: "Ada Crust", email } },
    ]);
  });

  it("have the status 0 without a reply", async () => {
    server.close();

    expect(await signUp(url)).to.include({ status: 0 });
  });

  it("are made by several clients, each for a new user", async () => {
    const period = await signUpFor(url, 100);

    expect(period.signUps.length).to.be.at.least(clients);
    expect(period.ms).to.be.at.least(100);
    const emails = new Set(period.signUps.map((one) => one.email));
    expect(emails.size).to.equal(period.signUps.length);
  });

  it("are counted by status and by time", () => {
    const signUps = [
      { email, status: 201, ms: 5 },
      { email, status: 201, ms: 2_000 },
      { email, status: 503, ms: 5 },
      { email, status: 0, ms: 5 },
    ];
    const period = { signUps, ms: 4_000 };

    expect(rateOf(period)).to.equal(0.5);
    expect(shareInTime(period, 900)).to.equal(0.25);
    expect(shareInTime({ signUps: [], ms: 1 }, 900)).to.equal(0);
    expect(describePeriod(period)).to.equal(
      "0.5 a second; 1 × no reply, 2 × 201, 1 × 503; median 5.0 ms, longest 2.0 s",
    );
  });

  it("are found in the messages, on every page", async () => {
    const messages = (...texts: string[]) =>
      JSON.stringify({ items: texts.map((message) => ({ message })) });
    const page = "/slack-api/messages?channel=%23user&limit=100&offset=";
    const text = `User ${email} created`;
    const others = Array(98).fill("User eve@store.example created");
    status = 200;
    replies[`${page}0`] = messages(text, `${text}!`, ...others);
    replies[`${page}100`] = messages(text);

    const counts = await countMessages(stage(), [email, "bob@store.example"]);

    expect(counts).to.deep.equal([2, 0]);
  });

  it("wait as events until they are handled, or dead letters", async () => {
    const labels = 'queue="user-slack",outcome';
    status = 200;
    replies["/user-api/metrics"] =
      'broker_published_total{topic="user.created",outcome="failed"} 3\n' +
      'broker_published_total{topic="user.created",outcome="confirmed"} 9\n';
    replies["/user-queue/metrics"] = [
      `broker_consumed_total{${labels}="retry"} 7`,
      `broker_consumed_total{${labels}="done"} 5`,
      `broker_consumed_total{${labels}="dead"} 1`,
    ].join("\n");

    expect(await countWaiting(stage())).to.equal(3);
    replies["/user-queue/metrics"] = "# nothing yet\n";
    expect(await countWaiting(stage())).to.equal(9);
  });
});
