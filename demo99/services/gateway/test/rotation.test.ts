import { expect } from "chai";
import { after, before, describe, it } from "mocha";
import { as } from "#commons/test/test-auth.ts";
import { closeServers } from "#commons/test/test-servers.ts";
import { type RunningGateway, startGateway } from "./start-gateway.ts";

describe("POST /keys", () => {
  let gateway: RunningGateway;

  before(async () => {
    gateway = await startGateway();
  });
  after(async () => {
    closeServers();
    await gateway.close();
  });

  const rotate = (headers: object) => gateway.post("/keys", {}, headers);

  async function publishedIds() {
    const response = await fetch(`${gateway.url}/.well-known/jwks.json`);
    const { keys } = (await response.json()) as { keys: { kid: string }[] };
    return keys.map(({ kid }) => kid);
  }

  it("makes a key that is published at once and signs later", async () => {
    const response = await rotate(as("admin", "admin"));
    const { kid, signsFrom } = await response.json();

    expect(response.status).to.equal(201);
    expect(await publishedIds())
      .to.include(kid)
      .and.have.length(2);
    expect(Date.parse(signsFrom)).to.be.above(Date.now());
  });

  it("is for staff only", async () => {
    expect((await rotate({})).status).to.equal(401);
    expect((await rotate(as("alice", "customer"))).status).to.equal(403);
    expect((await rotate(as("book-api", "service"))).status).to.equal(403);
  });
});
