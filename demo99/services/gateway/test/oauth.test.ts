import { expect } from "chai";
import jwt from "jsonwebtoken";
import { after, before, describe, it } from "mocha";
import { closeServers } from "#commons/test/test-servers.ts";
import { parseClients } from "../src/oauth-client.ts";
import { type RunningGateway, startGateway } from "./start-gateway.ts";

describe("POST /token", () => {
  let gateway: RunningGateway;

  before(async () => {
    gateway = await startGateway();
  });
  after(async () => {
    closeServers();
    await gateway.close();
  });

  const grant = { grant_type: "client_credentials" };
  const partner = { client_id: "partner", client_secret: "a-secret-of-9" };

  const ask = (form: Record<string, string>, headers: object = {}) =>
    fetch(`${gateway.url}/token`, {
      method: "POST",
      headers: { ...headers },
      body: new URLSearchParams(form),
    });
  const basic = (id: string, secret: string) => ({
    authorization: `Basic ${btoa(`${id}:${secret}`)}`,
  });

  it("gives a client the token of a service, for 300 s", async () => {
    for (const response of [
      await ask({ ...grant, ...partner }),
      await ask(grant, basic("partner", "a-secret-of-9")),
    ]) {
      const { access_token, ...rest } = await response.json();

      expect(response.status).to.equal(200);
      expect(response.headers.get("cache-control")).to.equal("no-store");
      expect(rest).to.deep.equal({ token_type: "Bearer", expires_in: 300 });
      expect(jwt.decode(access_token)).to.include({
        sub: "partner",
        role: "service",
      });
    }
  });

  it("decodes credentials in HTTP Basic as OAuth encodes them", async () => {
    const headers = basic("other", encodeURIComponent("p%40ss:word"));

    expect((await ask(grant, headers)).status).to.equal(200);
  });

  it("refuses unknown clients and wrong secrets alike", async () => {
    for (const [client_id, client_secret] of [
      ["partner", "a-secret-of-8"],
      ["unknown", "a-secret-of-9"],
      ["", ""],
    ] as const) {
      const response = await ask({ ...grant, client_id, client_secret });

      expect(response.status).to.equal(401);
      expect(response.headers.get("www-authenticate")).to.match(/^Basic/);
      expect(await response.json()).to.include({ error: "invalid_client" });
    }
  });

  it("knows no other grant", async () => {
    for (const form of [partner, { ...partner, grant_type: "password" }]) {
      const response = await ask(form);

      expect(response.status).to.equal(400);
      const { error } = await response.json();
      expect(error).to.equal("unsupported_grant_type");
    }
  });

  const send = (body: string, type?: string, authorization?: string) =>
    fetch(`${gateway.url}/token`, {
      method: "POST",
      headers: {
        ...(type && { "content-type": type }),
        ...(authorization && { authorization }),
      },
      body: Buffer.from(body, "latin1"),
    });
  const form = "application/x-www-form-urlencoded";

  it("reads forms only, in UTF-8 only", async () => {
    for (const type of ["application/json", undefined]) {
      const response = await send(JSON.stringify(grant), type);

      expect(response.status).to.equal(415);
      expect((await response.json()).detail).to.include(form);
    }
    const latin1 = `${form}; charset=iso-8859-1`;
    expect((await send("client_id=caf\xe9", latin1)).status).to.equal(415);
  });

  it("refuses bytes that are not UTF-8", async () => {
    const start = "grant_type=client_credentials&client_id=";
    for (const [id, authorization] of [
      ["caf%E9"],
      ["caf\xe9"],
      ["", "caf\xe9:secret"],
      ["", "caf%E9:secret"],
    ] as const) {
      const header = authorization && `Basic ${btoa(authorization)}`;
      const response = await send(start + id, form, header);

      expect(response.status, authorization ?? id).to.equal(400);
      expect((await response.json()).detail).to.include("UTF-8");
    }
    expect((await send(`${start}caf%C3%A9`, form)).status).to.equal(401);
  });

  it("slows down the guessing of a secret", async () => {
    const guess = () =>
      ask({ ...grant, client_id: "other", client_secret: "guess" });
    for (let i = 0; i < 5; i++) expect((await guess()).status).to.equal(401);

    expect((await guess()).status).to.equal(429);
  });

  it("has clients from a setting that must be well-formed", () => {
    expect(parseClients("").size).to.equal(0);
    expect(() => parseClients("no-secret")).to.throw("id:secret");
    expect(() => parseClients("id:short")).to.throw("id:secret");
  });
});
