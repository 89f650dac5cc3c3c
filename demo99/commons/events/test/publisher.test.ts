import { expect } from "chai";
import { afterEach, describe, it } from "mocha";
import { createEventPublisher } from "#commons/events/publisher.ts";
import { Undeliverable } from "#commons/outbox.ts";
import { testCaller } from "#commons/test/test-caller.ts";
import { closeServers, serve } from "#commons/test/test-servers.ts";

type Request = { headers: NodeJS.Dict<string | string[]>; body: unknown };

/** A bus that answers with this status, and what it has been sent. */
async function serveBus(status = 202) {
  const requests: Request[] = [];
  const url = await serve(async (req, res) => {
    const chunks = await req.toArray();
    const body = JSON.parse(Buffer.concat(chunks).toString());
    requests.push({ headers: req.headers, body });
    res.writeHead(status).end("{}");
  });
  const { publish } = createEventPublisher(testCaller(), url);
  return { publish, requests };
}

describe("the publisher of events", () => {
  afterEach(closeServers);

  it("posts an event with its id and type, in its trace", async () => {
    const { publish, requests } = await serveBus();
    const b3 = `${"a".repeat(32)}-${"b".repeat(16)}-1`;

    await publish("PostCreated", { postId: "1" }, { id: "post-1", b3 });

    const [{ headers, body } = {} as Request] = requests;
    const data = { postId: "1" };
    expect(body).to.deep.equal({ id: "post-1", type: "PostCreated", data });
    expect(headers["x-b3-traceid"]).to.equal("a".repeat(32));
    expect(headers["x-b3-parentspanid"]).to.equal("b".repeat(16));
  });

  it("gives up an event whose id the log has with other data", async () => {
    const { publish, requests } = await serveBus(409);

    await publish("PostCreated", {}, { id: "1" });

    expect(requests).to.have.length(1);
  });

  /** What an outbox does after this reply to a publication. */
  async function outcomeOf(status: number) {
    const { publish } = await serveBus(status);
    return publish("PostCreated", {}, { id: "1" }).then(
      () => "published",
      (error) => (error instanceof Undeliverable ? "set aside" : "again"),
    );
  }

  for (const [status, outcome, why] of [
    [400, "set aside", "the bus cannot read it"],
    [403, "set aside", "the type belongs to another service"],
    [413, "set aside", "it is too large"],
    [401, "again", "the caller's identity is in question, not the event"],
    [404, "again", "what answers is no bus"],
    [408, "again", "it arrived too late"],
    [429, "again", "there were too many requests"],
    [500, "again", "the bus has failed"],
    [503, "again", "the bus is not available"],
  ] as const) {
    it(`ends as "${outcome}" after ${status}: ${why}`, async () => {
      expect(await outcomeOf(status)).to.equal(outcome);
    });
  }
});
