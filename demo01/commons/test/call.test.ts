import { once } from "node:events";
import { createServer } from "node:net";
import { expect } from "chai";
import { afterEach, describe, it } from "mocha";
import type { Call } from "#commons/call.ts";
import {
  attempt,
  CallFailed,
  clientGone,
  isOrigin,
  mayRepeat,
} from "#commons/call-failure.ts";
import { createHttpClient } from "#commons/http.ts";
import { testCaller } from "./test-caller.ts";
import { closeServers, serve } from "./test-servers.ts";

async function failureOf(url: string, timeoutMs = 2_000) {
  const error = await createHttpClient(testCaller(), url, { timeoutMs })(
    "POST",
    "/",
  ).then(
    () => expect.fail("did not throw"),
    (error) => error,
  );
  expect(error).to.be.instanceOf(CallFailed);
  return error.failure;
}

describe("a failed call", () => {
  afterEach(closeServers);

  it("is refused when nothing listens at the address", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as { port: number };
    server.close();

    expect(await failureOf(`http://127.0.0.1:${port}`)).to.equal("refused");
    expect(await failureOf("http://no-such-host.invalid")).to.equal("refused");
  });

  it("is reset when the connection breaks", async () => {
    const url = await serve((req) => req.socket.resetAndDestroy());

    expect(await failureOf(url)).to.equal("reset");
  });

  it("is timed out when no reply comes in time", async () => {
    expect(await failureOf(await serve(() => {}), 50)).to.equal("timed out");
  });

  it("is not sent when the caller's time is already over", async () => {
    const signal = AbortSignal.abort();
    const call = { instance: "http://localhost:8081", signal } as Call;
    const sent = () => expect.fail("was sent");

    const error = await attempt(call, sent).catch((error) => error);

    expect(error).to.be.instanceOf(CallFailed);
    expect(error.failure).to.equal("timed out");
    expect(error.cause).to.equal(signal.reason);
  });

  it("is cancelled when the client has gone", async () => {
    const signal = AbortSignal.abort(clientGone);
    const call = { instance: "http://localhost:8081", signal } as Call;
    const sent = () => expect.fail("was sent");

    const error = await attempt(call, sent).catch((error) => error);

    expect(error.failure).to.equal("cancelled");
  });

  for (const address of [
    "http://127.0.0.1:80/admin/delete?all=1#:8084",
    "http://127.0.0.1:80/:8084",
    "http://127.0.0.1:80?:8084",
    "http://127.0.0.1:80\\x:8084",
    "http://user@127.0.0.1:80",
    "http://a b:80",
    "http://::1:80",
    "http://localhost:99999",
    "ftp//x",
    "",
  ]) {
    it(`is not sendable to "${address}"`, async () => {
      expect(await failureOf(address)).to.equal("not sendable");
    });
  }

  for (const address of [
    "http://localhost:80",
    "http://Johns-Mac.local:8081",
    "http://[0:0::1]:8081",
  ]) {
    it(`is sendable to "${address}"`, () => {
      expect(isOrigin(address)).to.equal(true);
    });
  }
});

describe("a further attempt", () => {
  const call = (overrides: Partial<Call> = {}) =>
    ({
      isRepeatable: false,
      signal: new AbortController().signal,
      ...overrides,
    }) as Call;
  const failed = (failure: CallFailed["failure"]) =>
    new CallFailed(failure, "");

  it("may follow a call that the callee did not get", () => {
    for (const failure of ["refused", "not sendable", "rejected"] as const) {
      expect(mayRepeat(call(), failed(failure)), failure).to.equal(true);
    }
  });

  it("may follow a lost reply only if the call is repeatable", () => {
    for (const failure of ["reset", "timed out"] as const) {
      expect(mayRepeat(call(), failed(failure)), failure).to.equal(false);
      const repeatable = call({ isRepeatable: true });
      expect(mayRepeat(repeatable, failed(failure)), failure).to.equal(true);
    }
  });

  it("follows neither a cancelled call nor the end of the caller's time", () => {
    const late = call({ isRepeatable: true, signal: AbortSignal.abort() });

    expect(mayRepeat(call(), failed("cancelled"))).to.equal(false);
    expect(mayRepeat(late, failed("reset"))).to.equal(false);
    expect(mayRepeat(call(), new Error("a mistake"))).to.equal(false);
  });
});
