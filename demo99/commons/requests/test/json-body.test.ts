import { connect } from "node:net";
import { expect } from "chai";
import express, {
  type ErrorRequestHandler,
  type RequestHandler,
} from "express";
import { afterEach, describe, it } from "mocha";
import { Invalid } from "#commons/errors.ts";
import { jsonBody } from "#commons/requests/json-body.ts";
import { closeServers, serve } from "#commons/test/test-servers.ts";

/** As a service waits for a key before it reads a body. */
const untilClosed: RequestHandler = (req, _res, next) => {
  req.socket.once("close", () => next());
};

describe("a JSON body", () => {
  afterEach(closeServers);

  for (const [body, what] of [
    ["{", "cut"],
    ['{"a":1}', "whole"],
  ] as const) {
    it(`that is ${what}, and not read before its client goes, is refused`, async () => {
      const passed = new Promise<unknown>((resolve, reject) => {
        const onError: ErrorRequestHandler = (error, _req, _res, _next) =>
          resolve(error);
        const app = express().use(untilClosed, jsonBody);
        app.use(() => reject(new Error("served without its body")), onError);
        serve(app).then((url) => {
          const { port, hostname } = new URL(url);
          const socket = connect(Number(port), hostname, () => {
            socket.write("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 7\r\n");
            socket.write(`Content-Type: application/json\r\n\r\n${body}`);
            socket.end();
          });
          socket.on("error", () => {});
        });
      });

      expect(await passed).to.be.instanceOf(Invalid);
    });
  }

  it("may be absent, or empty", async () => {
    const app = express().use(jsonBody, (_req, res) => res.end());
    const headers = { "content-type": "application/json" };
    const url = await serve(app);

    for (const body of [null, ""]) {
      const response = await fetch(url, { method: "POST", headers, body });
      expect(response.status).to.equal(200);
    }
  });
});
