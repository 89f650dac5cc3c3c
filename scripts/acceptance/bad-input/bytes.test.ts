import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { expect } from "chai";
import { describe, it } from "mocha";
import { authorizationFor } from "../identities.ts";
import { expectProblem } from "../problems.ts";
import { send, urlOf } from "../store.ts";

/** The response of a path's server to these bytes. */
async function replyTo(path: string, bytes: string) {
  const { hostname, port } = new URL(urlOf(path));
  const socket = connect(Number(port), hostname);
  socket.on("error", () => {}).write(bytes);
  const [head = "", body = ""] = (await text(socket)).split("\r\n\r\n");
  return { head, problem: JSON.parse(body) };
}

const host = "Host: localhost\r\n";

describe("bytes that are no valid request are answered with the cause:", () => {
  const cases: Record<string, [request: string, status: number, RegExp]> = {
    "a path that is not encoded": [
      `GET /books?q=Gödel HTTP/1.1\r\n${host}\r\n`,
      400,
      /percent-encoded/,
    ],
    "headers that are too large": [
      `GET /books HTTP/1.1\r\n${host}X: ${"x".repeat(20_000)}\r\n\r\n`,
      431,
      /16 kB/,
    ],
    "a request without Host": [
      `GET /books HTTP/1.1\r\nConnection: close\r\n\r\n`,
      400,
      /header Host/,
    ],
    "an expectation that is not supported": [
      `GET /books HTTP/1.1\r\n${host}Connection: close\r\nExpect: nonsense\r\n\r\n`,
      417,
      /nonsense/,
    ],
    "a body in UTF-32": [
      `POST /books HTTP/1.1\r\n${host}Connection: close\r\nContent-Type: application/json; charset=utf-32le\r\nContent-Length: 4\r\n\r\n\0\0\x11\0`,
      415,
      /utf-8/,
    ],
    "a body that ends half-way": [
      `POST /books HTTP/1.1\r\n${host}Content-Type: application/json\r\nContent-Length: 99\r\n\r\n{`,
      408,
      /5 seconds/,
    ],
  };

  for (const [what, [request, status, cause]] of Object.entries(cases)) {
    it(what, async () => {
      const { authorization } = authorizationFor("/books");
      const token = authorization ? `Authorization: ${authorization}\r\n` : "";
      const bytes = request.replace(host, host + token);

      const { head, problem } = await replyTo("/books", bytes);

      expect(head).to.match(new RegExp(`^HTTP/1.1 ${status} `));
      expect(head).to.match(/content-type: application\/problem\+json/i);
      expect(problem.status).to.equal(status);
      expect(problem.detail).to.match(cause);
    });
  }

  it("a query, or a path, whose bytes are not UTF-8", async () => {
    for (const path of [
      "/books?q=G%F6del",
      "/cds?%ff=1",
      "/stock?numbers=%C3",
      "/carts/%E0%A4/lines",
      "/books/%FF",
    ]) {
      const { detail } = await expectProblem(await send("GET", path), 400);
      expect(detail, path).to.match(/UTF-8|decode/);
    }
  });

  it("half a character in a body", async () => {
    const text =
      '{"title":"Caf\\ud83d","author":"A","year":2000,"priceCents":1}';

    const problem = await expectProblem(
      await send("POST", "/books", { text }),
      400,
    );

    expect(problem.errors?.[0]?.field).to.equal("title");
  });
});
