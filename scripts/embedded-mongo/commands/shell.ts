import { hostname } from "node:os";
import { Long } from "bson";
import type { Commands } from "./command.ts";
import { versionText } from "./handshake.ts";

/** The first commands of mongosh and Compass. */
export const shellCommands: Commands = {
  getParameter: {
    run: ({ body }) =>
      "featureCompatibilityVersion" in body || body.getParameter === "*"
        ? { featureCompatibilityVersion: { version: "7.0" } }
        : {},
  },
  getCmdLineOpts: { fields: [], run: () => ({ argv: ["mongod"], parsed: {} }) },
  getLog: {
    fields: [],
    run: ({ body }) =>
      body.getLog === "*"
        ? { names: ["global", "startupWarnings"] }
        : { totalLinesWritten: 0, log: [] },
  },
  hostInfo: {
    fields: [],
    run: () => ({
      system: { currentTime: new Date(), hostname: hostname() },
      os: { type: process.platform, name: process.platform, version: "" },
      extra: {},
    }),
  },
  serverStatus: {
    run: () => ({
      host: hostname(),
      version: versionText,
      process: "mongod",
      pid: Long.fromNumber(process.pid),
      uptime: process.uptime(),
      localTime: new Date(),
    }),
  },
  whatsmyuri: { fields: [], run: () => ({ you: "127.0.0.1:0" }) },
};
