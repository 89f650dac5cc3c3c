import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import { afterEach, describe, it } from "mocha";
import { closeServers, serve } from "#commons/test/test-servers.ts";
import { checkUp, reasonOf } from "../src/checkup.ts";
import { anInstance, answering, serveWell } from "./made-up-instances.ts";

const limitMs = 300;

async function examine(...urls: string[]) {
  return checkUp(urls.map(anInstance), limitMs);
}

describe("a check-up", () => {
  afterEach(closeServers);

  it("tells each instance's times and answers", async () => {
    const url = await serveWell();

    const [finding] = await examine(url);

    expect(finding).to.deep.include({ service: "cake-api", url });
    expect(finding).to.have.property("status", "UP");
    expect(finding?.ping).to.have.property("response", "pong");
    expect(finding?.health).to.have.property("response", "UP");
    expect(finding?.ping.time).to.be.within(0, limitMs);
  });

  it("names the check that fails", async () => {
    const checks = { startup: { status: "UP" }, database: down("gone") };
    const body = { status: "DOWN", checks };
    const url = await serve(answering({ health: [503, body] }));

    const [finding] = await examine(url);

    expect(finding).to.have.property("status", "DOWN");
    expect(finding?.ping).to.have.property("response", "pong");
    expect(reasonsOf([finding])).to.deep.equal(["says DOWN, database: gone"]);
  });

  it("is over in time, though one hangs and one refuses", async () => {
    const startedAt = performance.now();
    const hanging = await serve(() => {});
    const refusing = await unusedUrl();

    const findings = await examine(hanging, refusing, await serveWell());

    expect(performance.now() - startedAt).to.be.below(limitMs * 2);
    expect(findings.map(({ status }) => status)).to.deep.equal([
      "DOWN",
      "DOWN",
      "UP",
    ]);
    expect(reasonsOf(findings)).to.deep.equal([
      "no answer within 0.3 s",
      "ECONNREFUSED",
      undefined,
    ]);
  });

  it("is over in time, though one begins an answer and never ends it", async () => {
    const url = await serve((_, res) => res.write('{"response":'));

    const findings = await examine(url);

    expect(reasonsOf(findings)).to.deep.equal(["no answer within 0.3 s"]);
  });

  const nonsense: Record<string, string> = {
    "no JSON": "<html>",
    "no object": "null",
    "another object": '{"response":{"a":1}}',
    nothing: "",
  };
  for (const [what, text] of Object.entries(nonsense)) {
    it(`does not take ${what} for an answer`, async () => {
      const url = await serve((_, res) => res.end(text));

      const findings = await examine(url);

      expect(reasonsOf(findings)).to.deep.equal([
        "answers 200, and nothing of use",
      ]);
    });
  }

  it("does not take anything but pong and UP for well", async () => {
    const url = await serve(answering({ ping: [200, { response: "ping" }] }));

    const findings = await examine(url);

    expect(reasonsOf(findings)).to.deep.equal([
      "says ping to /ping, UP to /health",
    ]);
  });

  it("follows nobody to another place", async () => {
    const elsewhere = await serveWell();
    const url = await serve((req, res) => {
      res.writeHead(302, { location: elsewhere + req.url }).end();
    });

    const [finding] = await examine(url);

    expect(finding).to.have.property("status", "DOWN");
  });
});

type Findings = Awaited<ReturnType<typeof examine>>;

function reasonsOf(findings: (Findings[number] | undefined)[]) {
  return findings.map((finding) => finding && reasonOf(finding));
}

function down(detail: string) {
  return { status: "DOWN", detail };
}

async function unusedUrl() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return `http://127.0.0.1:${port}`;
}
