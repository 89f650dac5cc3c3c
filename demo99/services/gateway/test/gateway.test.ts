import { request } from "node:http";
import { expect } from "chai";
import type { Router } from "express";
import { after, before, describe, it } from "mocha";
import { as } from "#commons/test/test-auth.ts";
import { closeServers } from "#commons/test/test-servers.ts";
import { createGateway } from "../src/gateway.ts";
import { type RunningGateway, startGateway } from "./start-gateway.ts";

describe("gateway", () => {
  let gateway: RunningGateway;
  let seen: string[];
  let seenBytes: number;

  before(async () => {
    seen = [];
    gateway = await startGateway({
      service: (req, res) => {
        const { authorization = "no token" } = req.headers;
        seen.push(`${req.method} ${req.url} ${authorization}`);
        seenBytes = 0;
        req.on("data", (chunk: Buffer) => {
          seenBytes += chunk.length;
        });
        req.on("end", () => res.end("{}"));
      },
    });
  });

  after(async () => {
    closeServers();
    await gateway.close();
  });

  const call = (method: string, path: string, headers = {}) =>
    fetch(gateway.url + path, { method, headers });

  it("forwards an authorised request with its token", async () => {
    const alice = as("alice", "customer");
    seen.length = 0;

    await call("GET", "/books?q=pie");
    await call("GET", "/carts/alice", alice);

    expect(seen).to.deep.equal([
      "GET /books?q=pie no token",
      `GET /carts/alice ${alice.authorization}`,
    ]);
  });

  it("forwards nothing that it refuses", async () => {
    seen.length = 0;

    await call("POST", "/books");
    await call("GET", "/carts/alice");
    await call("GET", "/cassettes");

    expect(seen).to.deep.equal([]);
  });

  it("has a route for each path, so that metrics can name it", () => {
    const paths = routesOf(createGateway(() => () => {}));

    expect(paths).to.include.members(["/books", "/books/*rest"]);
    expect(paths).to.include("/numbers/*rest").and.not.include(undefined);
  });

  const allRoles = [200, 200, 200, 200];
  const mayRead: Record<string, number[]> = {
    "/books": allRoles,
    "/cds/1": allRoles,
    "/dvds": allRoles,
    "/stock": allRoles,
    "/numbers/book": [401, 403, 403, 200],
    "/reservations/1": [401, 403, 403, 200],
    "/carts/alice": [401, 200, 403, 403],
    "/orders/1": [401, 200, 403, 403],
    "/user/alice": [401, 200, 200, 403],
    "/user/alice/password": [401, 200, 403, 403],
    "/user/bob": [401, 403, 200, 403],
    "/users": [401, 403, 200, 403],
    "/credentials": [401, 403, 403, 403],
    "/posts": allRoles,
    "/posts/1/comments": allRoles,
    "/moderations": [401, 403, 200, 403],
    "/moderations/1": [401, 403, 200, 403],
    "/replay": [401, 403, 200, 403],
  };
  const people = [401, 200, 200, 403];
  const admins = [401, 403, 200, 403];
  const mayWrite: Record<string, number[]> = {
    ...mayRead,
    "/books": admins,
    "/cds/1": admins,
    "/dvds": admins,
    "/stock": [401, 403, 200, 200],
    "/posts": people,
    "/posts/1/comments": people,
    "/posts/1/like": people,
  };

  async function statuses(method: string, path: string) {
    const callers = [
      {},
      as("alice", "customer"),
      as("admin", "admin"),
      as("book-api", "service"),
    ];
    const responses = callers.map((headers) => call(method, path, headers));
    return (await Promise.all(responses)).map(({ status }) => status);
  }

  it("authorises reads by path and role", async () => {
    for (const [path, expected] of Object.entries(mayRead)) {
      expect(await statuses("GET", path), path).to.deep.equal(expected);
    }
  });

  it("authorises writes by path and role", async () => {
    for (const [path, expected] of Object.entries(mayWrite)) {
      expect(await statuses("PUT", path), path).to.deep.equal(expected);
      expect(await statuses("DELETE", path), path).to.deep.equal(expected);
    }
  });

  it("shows messages to staff, and takes none", async () => {
    const path = "/messages?channel=%23user";
    seen.length = 0;

    expect(await statuses("GET", path)).to.deep.equal([401, 403, 200, 403]);
    expect(seen).to.deep.equal([
      `GET ${path} ${as("admin", "admin").authorization}`,
    ]);
    for (const method of ["POST", "PUT"]) {
      expect(await statuses(method, path)).to.deep.equal(Array(4).fill(404));
    }
  });

  it("answers 404 to a path that it does not know", async () => {
    for (const path of ["/cassettes", "/bookshelf"]) {
      const response = await call("GET", path);

      expect(response.status).to.equal(404);
      expect((await response.json()).instance).to.equal(path);
    }
  });

  const tooLong = "x".repeat(100 * 1024 + 1);

  it("forwards a body of 100 kB, and answers 413 to a longer one", async () => {
    const admin = as("admin", "admin");
    const post = (body: string) =>
      fetch(`${gateway.url}/books`, { method: "POST", headers: admin, body });

    expect((await post(tooLong.slice(1))).status).to.equal(200);
    expect(seenBytes).to.equal(100 * 1024);
    const refused = await post(tooLong);

    expect(refused.status).to.equal(413);
    expect(await refused.json()).to.include({ title: "Payload Too Large" });
  });

  it("answers 413 to a longer body of unknown length", async () => {
    const headers = as("admin", "admin");
    const sent = request(`${gateway.url}/books`, { method: "POST", headers });

    const status = new Promise((resolve) =>
      sent.on("response", (response) => resolve(response.statusCode)),
    );
    sent.on("error", () => {});
    sent.write(tooLong);

    expect(await status).to.equal(413);
    sent.destroy();
  });
});

/** The declared paths of a router and of the routers in it. */
function routesOf({ stack }: Router): (string | undefined)[] {
  return stack.flatMap(({ route, handle }) =>
    "stack" in handle ? routesOf(handle as Router) : [route?.path],
  );
}
