import { expect } from "chai";
import { Router } from "express";
import { after, before, describe, it } from "mocha";
import { createLog } from "#commons/log.ts";
import { createApp } from "#commons/service.ts";
import { as, testFindKey } from "#commons/test/test-auth.ts";
import { closeServers, serve } from "#commons/test/test-servers.ts";

describe("authorization", () => {
  let url: string;

  before(async () => {
    const log = createLog("test", "silent");
    const routes = Router().all("/{*path}", (_req, res) => void res.json(1));
    url = await serve(createApp({ log, routes, findKey: testFindKey }));
  });
  after(closeServers);

  const callers = [
    {},
    as("alice", "customer"),
    as("admin", "admin"),
    as("book-api", "service"),
  ];

  async function statuses(method: string, path: string) {
    const responses = await Promise.all(
      callers.map((headers) => fetch(url + path, { method, headers })),
    );
    return responses.map(({ status }) => status);
  }

  const allRoles = [200, 200, 200, 200];
  const admins = [401, 403, 200, 403];
  const services = [401, 403, 403, 200];
  const cases: [method: string, path: string, expected: number[]][] = [
    ["GET", "/books?q=x", allRoles],
    ["HEAD", "/cds/1", allRoles],
    ["POST", "/books", admins],
    ["POST", "/BOOKS/", admins],
    ["PUT", "/dvds/1", admins],
    ["PATCH", "/cds/1", admins],
    ["DELETE", "/books/1", admins],
    ["GET", "/stock/1", allRoles],
    ["PUT", "/stock/1", [401, 403, 200, 200]],
    ["GET", "/numbers/book", services],
    ["POST", "/reservations", services],
    ["DELETE", "/reservations/1", services],
    ["GET", "/carts/alice", [401, 200, 403, 403]],
    ["POST", "/carts/alice/checkout", [401, 200, 403, 403]],
    ["GET", "/carts/bob", [401, 403, 403, 403]],
    ["DELETE", "/carts/bob/lines/1", [401, 403, 403, 403]],
    ["GET", "/orders/1", [401, 200, 403, 403]],
    ["POST", "/orders/1/payment", [401, 200, 403, 403]],
    ["POST", "/orders/1/refund", admins],
    ["GET", "/sales", admins],
    ["POST", "/logs", services],
    ["GET", "/logs", allRoles],
    ["POST", "/login", allRoles],
  ];

  for (const [method, path, expected] of cases) {
    it(`answers ${expected} to ${method} ${path}`, async () => {
      expect(await statuses(method, path)).to.deep.equal(expected);
    });
  }

  it("names the kind of token that is missing", async () => {
    const { headers } = await fetch(`${url}/numbers/book`);

    expect(headers.get("www-authenticate")).to.equal('Bearer realm="store"');
  });
});
