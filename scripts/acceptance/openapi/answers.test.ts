// @ci-on-last

import { Validator } from "@seriousme/openapi-schema-validator";
import { expect } from "chai";
import { before, describe, it } from "mocha";
import { authorizationFor } from "../identities.ts";
import { hasLogin, isFinal } from "../store.ts";
import { goodCalls } from "./good-calls.ts";
import {
  addressOf,
  readDescription,
  type StoreDescription,
} from "./store-description.ts";

/** A caller of each role, without any cart or order that a test has made. */
const strangers = () => ({
  customer: authorizationFor("/carts/another-customer"),
  admin: authorizationFor("/books"),
  service: authorizationFor("/numbers"),
});

type Change = { query?: string; headers?: object; body?: string };

let description: StoreDescription;

before(async () => {
  description = await readDescription();
});

describe("the store's OpenAPI documents", () => {
  it("are valid", async () => {
    for (const document of description.documents) {
      const { errors } = await new Validator().validate(document);

      expect(errors ?? []).to.deep.equal([]);
    }
  });

  it("have every operation of the store, and no other", () => {
    const known = goodCalls.map(({ name }) => name);
    // It takes a form instead of JSON, and has its own test.
    const taken = isFinal ? ["POST /token"] : [];

    expect(description.names).to.have.members([...known, ...taken]);
  });
});

for (const { name, prepare } of goodCalls) {
  const [method = ""] = name.split(" ");
  let shared: ReturnType<typeof prepare> | undefined;

  async function call(
    prepared: ReturnType<typeof prepare>,
    change: Change = {},
  ) {
    const { json = {}, ...good } = await prepared;
    const { path, query, headers, body } = {
      query: "",
      body: JSON.stringify(json),
      ...good,
      ...change,
    };
    return fetch(addressOf(path) + query, {
      method,
      headers: { "content-type": "application/json", ...headers },
      body: description.takesBody(name) ? body : null,
    });
  }

  /** Prepared once for all: nearly every one of these calls is refused. */
  function callAgain(change: Change) {
    shared ??= prepare();
    return call(shared, change);
  }

  describe(`${name} answers as described`, () => {
    it("a good call", async () => {
      const response = await call(prepare());

      expect(response.ok, String(response.status)).to.equal(true);
      await description.expectDescribed(name, response);
    });

    it("an unknown parameter", async () => {
      const response = await callAgain({ query: "?colour=red" });

      expect(response.status).to.equal(400);
      await description.expectDescribed(name, response);
    });

    it("an invalid body, and a body that is too long", async () => {
      if (!description.takesBody(name)) return;

      for (const [status, body] of [
        [400, '{"colour":"red"}'],
        [413, `"${"x".repeat(110_000)}"`],
      ] as const) {
        const response = await callAgain({ body });

        expect(response.status).to.equal(status);
        await description.expectDescribed(name, response);
      }
    });

    if (hasLogin) itChecksTheCaller();
  });

  function itChecksTheCaller() {
    it("an invalid token", async () => {
      const headers = { authorization: "Bearer a.b.c" };

      const response = await callAgain({ headers });

      expect(response.status).to.equal(401);
      await description.expectDescribed(name, response);
    });

    it("no token, and a token of each role", async () => {
      const roles = description.rolesOf(name);

      const anonymous = await callAgain({ headers: {} });
      expect(anonymous.status === 401).to.equal(roles.length > 0);
      await description.expectDescribed(name, anonymous);
      for (const [role, headers] of Object.entries(strangers())) {
        const response = await callAgain({ headers });
        const mayNot = roles.length > 0 && !roles.includes(role);
        if (mayNot) expect(response.status, role).to.equal(403);
        await description.expectDescribed(name, response);
      }
    });
  }
}
