import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import { hostInUrl, webUrl } from "../src/host.ts";
import { printable } from "../src/printable.ts";
import {
  anInstance,
  type RunningRegistry,
  startRegistry,
} from "./start-registry.ts";

describe("text in the registry's log", () => {
  it("has codes instead of characters that a terminal obeys", () => {
    expect(printable("x\u001b]0;OWNED\u0007")).to.equal(
      "x\\u{1b}]0;OWNED\\u{7}",
    );
    expect(printable("a\u009b2Jb\u202ec")).to.equal("a\\u{9b}2Jb\\u{202e}c");
    expect(printable("Bücher")).to.equal("Bücher");
  });

  it("is short", () => {
    expect(printable("x".repeat(5_000))).to.have.length(201);
  });
});

describe("a host name", () => {
  for (const name of ["localhost", "a.b-c.example.", "10.0.0.1", "book_api"]) {
    it(`can be ${name}`, () => expect(hostInUrl(name)).to.equal(name));
  }

  it("is put in brackets if it is an IPv6 address", () => {
    expect(hostInUrl("::1")).to.equal("[::1]");
    expect(hostInUrl("[::1]")).to.equal("[::1]");
  });

  for (const name of ["", "a/b", "a?b", "a#b", "a@b", "a b", "h:80", "a\\b"]) {
    it(`cannot be "${name}"`, () => {
      expect(hostInUrl(name)).to.equal(undefined);
    });
  }
});

describe("a link", () => {
  it("leads to http or https, without credentials", () => {
    expect(webUrl("https://h:1/a?b#c")).to.equal("https://h:1/a?b#c");
    for (const url of ["javascript:alert(1)", "http://a@b/", "h", undefined]) {
      expect(webUrl(url), url).to.equal(undefined);
    }
  });
});

describe("a registration with hostile text", () => {
  let registry: RunningRegistry;

  beforeEach(async () => {
    registry = await startRegistry();
  });

  afterEach(() => registry.close());

  async function overviewOf(changes: object) {
    const instance = { ...anInstance(), ...changes };
    const { status } = await registry.call("POST", "/apps/BOOK-API", instance);
    expect(status).to.equal(204);
    const response = await fetch(new URL("/overview", registry.url));
    return (await response.json()).instances[0];
  }

  it("is logged without control characters", async () => {
    const instanceId = "x\u001b]0;OWNED\u0007\u009b2J";
    await overviewOf({ instanceId });

    const log = registry.lines.map((line) => JSON.parse(line).msg).join("\n");
    expect(log).to.include("registered: x\\u{1b}]0;OWNED\\u{7}\\u{9b}2J");
    expect(log).to.not.match(/[^\P{Cc}\n]/u);
  });

  it("gets no address from a host name that is none", async () => {
    const row = await overviewOf({
      hostName: "127.0.0.1:6700/admin/delete?all=1#",
      homePageUrl: "javascript:alert(1)",
    });

    expect(row).to.not.have.any.keys("address", "url");
  });

  it("has a usable address if its host is an IPv6 address", async () => {
    expect((await overviewOf({ hostName: "::1" })).address).to.equal(
      "[::1]:8081",
    );
  });
});
