import { expect } from "chai";
import { Router } from "express";
import { after, before, describe, it } from "mocha";
import {
  MongoDriverError,
  MongoInvalidArgumentError,
  MongoNetworkError,
  MongoServerError,
  MongoServerSelectionError,
} from "mongodb";
import {
  Conflict,
  Forbidden,
  Invalid,
  NotFound,
  Outdated,
  PaymentRequired,
  Unauthenticated,
  Unavailable,
} from "#commons/errors.ts";
import { createLog } from "#commons/log.ts";
import { jsonBody } from "#commons/requests/json-body.ts";
import { createApp } from "#commons/service.ts";
import { closeServers, serve } from "#commons/test/test-servers.ts";

const noServer = new MongoServerSelectionError("no server", {} as never);

describe("problem details", () => {
  const thrown: Record<string, [Error, number, string | undefined]> = {
    invalid: [new Invalid("no"), 400, "no"],
    unknown: [new NotFound("no"), 404, "no"],
    conflict: [new Conflict("no"), 409, "no"],
    outdated: [new Outdated("no"), 412, "no"],
    unauthenticated: [new Unauthenticated("no"), 401, "no"],
    forbidden: [new Forbidden("no"), 403, "no"],
    paymentRequired: [new PaymentRequired("no"), 402, "no"],
    unavailable: [new Unavailable("no"), 503, "no"],
    network: [new MongoNetworkError("x"), 503, "The database does not answer."],
    noServer: [noServer, 503, "The database does not answer."],
    noConnection: [
      new MongoDriverError("x"),
      503,
      "The database does not answer.",
    ],
    brokenConnection: [
      Object.assign(new Error("x"), { code: "EPIPE" }),
      503,
      "The database does not answer.",
    ],
    fullDisk: [
      new MongoServerError({ message: "x", code: 14031 }),
      503,
      "The database is full.",
    ],
    misuse: [new MongoInvalidArgumentError("secret"), 500, undefined],
    bug: [new TypeError("secret"), 500, undefined],
  };
  let url: string;

  before(async () => {
    const routes = Router();
    routes.use(jsonBody);
    routes.all("/throw/:what", (req) => {
      throw thrown[req.params.what]?.[0];
    });
    routes.get("/short", () => {
      const members = { shortages: [{ number: "1" }] };
      throw new Conflict("short", { members });
    });
    url = await serve(createApp({ log: createLog("test", "silent"), routes }));
  });

  after(closeServers);

  for (const [what, [error, status, detail]] of Object.entries(thrown)) {
    it(`have status ${status} for ${error.name} (${what})`, async () => {
      const response = await fetch(`${url}/throw/${what}`);
      const problem = await response.json();

      expect(response.status).to.equal(status);
      expect(response.headers.get("content-type")).to.match(
        /^application\/problem\+json/,
      );
      expect(problem.status).to.equal(status);
      expect(problem.title).to.be.a("string");
      expect(problem.detail).to.equal(detail);
      expect(problem.instance).to.equal(`/throw/${what}`);
    });
  }

  it("say when to try again, or which token is needed", async () => {
    const { headers } = await fetch(`${url}/throw/unavailable`);
    expect(headers.get("retry-after")).to.equal("1");
    const refused = await fetch(`${url}/throw/unauthenticated`);
    expect(refused.headers.get("www-authenticate")).to.match(/^Bearer /);
  });

  it("carry further members", async () => {
    const problem = await (await fetch(`${url}/short`)).json();

    expect(problem.shortages).to.deep.equal([{ number: "1" }]);
  });

  it("have status 404 for a path that is not there", async () => {
    expect((await fetch(`${url}/nowhere`)).status).to.equal(404);
    expect((await fetch(`${url}/%E0%A4%A`)).status).to.be.oneOf([400, 404]);
  });

  const post = (body: string | Uint8Array, type = "application/json") =>
    fetch(`${url}/throw/conflict`, {
      method: "POST",
      headers: { "content-type": type },
      body: body as string,
    });

  it("have status 400 for a body that is not JSON", async () => {
    const response = await post("{");

    expect(response.status).to.equal(400);
    expect((await response.json()).detail).to.be.a("string");
  });

  it("have status 400 for a body that is not UTF-8", async () => {
    const latin1 = Buffer.from('{"title":"Café"}', "latin1");

    expect((await post(latin1)).status).to.equal(400);
    expect((await post('{"title":"Café"}')).status).to.equal(409);
  });

  it("have status 415 for a body that is not JSON by its type", async () => {
    const response = await post("a=1", "application/x-www-form-urlencoded");

    expect(response.status).to.equal(415);
    expect((await response.json()).detail).to.include("application/json");
    expect((await post("", "text/plain")).status).to.equal(409);
  });

  it("have status 415 for a body in another charset than UTF-8", async () => {
    const charsets = ["utf-32le", "utf-16", "utf-7", "iso-8859-1", '"utf-16"'];
    const hostile = Buffer.from([0, 0, 0x11, 0]);
    for (const charset of charsets) {
      const response = await post(
        hostile,
        `application/json; charset=${charset}`,
      );

      expect(response.status, charset).to.equal(415);
      expect((await response.json()).detail).to.include("utf-8");
    }
    for (const charset of ["utf-8", "UTF-8", '"utf-8"', "utf-8; a=b"]) {
      const type = `application/json; charset=${charset}`;
      expect((await post("{}", type)).status, charset).to.equal(409);
    }
  });

  it("have status 413 for a body over 100 kB", async () => {
    expect((await post(`"${"x".repeat(103_000)}"`)).status).to.equal(413);
  });
});
