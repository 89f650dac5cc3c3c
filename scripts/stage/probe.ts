import { get } from "node:http";
import { connect } from "node:net";

/** Undefined if the server on this port is ready, otherwise the problem. */
export type Probe = (port: number) => Promise<string | undefined>;

const host = "127.0.0.1";
const timeoutMs = 2000;

/** A service is ready when GET /health responds with 200. */
export const probeHealth: Probe = (port) =>
  new Promise((resolve) => {
    const options = { host, port, path: "/health", timeout: timeoutMs };
    const request = get({ ...options, agent: false }, async (response) => {
      const body = await response
        .setEncoding("utf8")
        .reduce((text, chunk) => text + chunk, "")
        .catch(() => "");
      const { statusCode } = response;
      resolve(statusCode === 200 ? undefined : `${statusCode} ${body.trim()}`);
    });
    request.on("timeout", () => request.destroy(new Error("no answer")));
    request.on("error", ({ message }) => resolve(message));
  });

/** A database is ready when it accepts a connection. */
export const probeConnection: Probe = (port) =>
  new Promise((resolve) => {
    const socket = connect({ host, port, timeout: timeoutMs });
    const finish = (problem?: string) => {
      socket.destroy();
      resolve(problem);
    };
    socket.on("connect", () => finish());
    socket.on("timeout", () => finish("no answer"));
    socket.on("error", ({ message }) => finish(message));
  });
