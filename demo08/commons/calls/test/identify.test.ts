import { expect } from "chai";
import jwt from "jsonwebtoken";
import { beforeEach, describe, it } from "mocha";
import type { Call } from "#commons/call.ts";
import { identify } from "#commons/calls/identify.ts";
import { testSecret } from "#commons/test/test-auth.ts";

describe("identify", () => {
  let sent: Call["headers"];

  beforeEach(() => {
    sent = {};
  });

  async function send(call: Partial<Call>) {
    await identify("book-api", testSecret)(call as Call, async (it) => {
      sent = it.headers;
      return { status: 200, headers: {} };
    });
  }

  it("adds a token of the service, valid for a minute", async () => {
    await send({ headers: {}, isForwarded: false });

    const [scheme, token = ""] = `${sent.authorization}`.split(" ");
    const claims = jwt.verify(token, testSecret) as jwt.JwtPayload;
    expect(scheme).to.equal("Bearer");
    expect(claims).to.include({
      sub: "book-api",
      role: "service",
      iss: "http://services",
      aud: "store",
    });
    expect(Number(claims.exp) - Number(claims.iat)).to.equal(60);
  });

  it("keeps the other headers of the call", async () => {
    await send({ headers: { "if-match": '"1"' }, isForwarded: false });

    expect(sent).to.include({ "if-match": '"1"' });
  });

  it("leaves a forwarded call the token of its client", async () => {
    const headers = { authorization: "Bearer alice" };

    await send({ headers, isForwarded: true });

    expect(sent).to.deep.equal(headers);
  });
});
