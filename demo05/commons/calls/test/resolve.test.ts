import { expect } from "chai";
import { describe, it } from "mocha";
import type { Call } from "#commons/call.ts";
import { resolve } from "#commons/calls/resolve.ts";
import { Unavailable } from "#commons/errors.ts";

const instances = ["http://127.0.0.1:1", "http://127.0.0.1:2"];
const reply = { status: 200, headers: {} };
const call = { service: "http://book-api", instance: "" } as Call;

describe("resolve", () => {
  it("calls the first instance of the service, and lists all", async () => {
    const names: string[] = [];
    const calls: Call[] = [];
    const find = async (service: string) => {
      names.push(service);
      return instances;
    };
    const next = async (resolved: Call) => {
      calls.push(resolved);
      return reply;
    };

    expect(await resolve({ find })(call, next)).to.equal(reply);

    expect(names).to.deep.equal(["http://book-api"]);
    expect(calls).to.deep.equal([
      { service: "http://book-api", instance: instances[0], instances },
    ]);
  });

  it("sends nothing if the service has no instance", async () => {
    const find = async () => {
      throw new Unavailable("No instance of book-api is registered.");
    };
    let calls = 0;
    const next = async () => {
      calls++;
      return reply;
    };

    const error = await resolve({ find })(call, next).catch((it) => it);

    expect(error).to.be.instanceOf(Unavailable);
    expect(calls).to.equal(0);
  });
});
