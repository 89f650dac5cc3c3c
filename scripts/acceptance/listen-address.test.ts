import { once } from "node:events";
import { connect } from "node:net";
import { expect } from "chai";
import { describe } from "mocha";
import { itWhere } from "../testing/it-where.ts";
import { runningStage } from "./hooks.ts";

const itOnLinux = itWhere(
  process.platform === "linux",
  "needs a second address of this machine",
);

describe("a stage on a shared network", () => {
  itOnLinux("listens on 127.0.0.1 only, with every service", async () => {
    for (const { id, service, url } of runningStage().instances()) {
      if (service === "mongodb") continue;
      const socket = connect(Number(new URL(url).port), "127.0.0.2");
      const error = await once(socket, "connect").catch((e) => e);
      socket.destroy();

      expect(error.code, id).to.equal("ECONNREFUSED");
    }
  });
});
