// @from-99

import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { expect } from "chai";
import { describe } from "mocha";
import { itWhere } from "../../testing/it-where.ts";
import { stageDirectory } from "../store.ts";
import { addressOf, authorizationOfService } from "./calls.ts";

/** Versions before 1.32 cannot read a contract at run time. */
const readsContracts = "from grpc_tools.protoc import _protos_and_services";
const hasGrpc = spawnSync("python3", ["-c", readsContracts]).status === 0;
const itWithPython = itWhere(
  hasGrpc,
  "needs python3 with grpcio-tools 1.32 or newer",
);

describe("client/customers.py", () => {
  itWithPython("calls customer-api by the same contract", async () => {
    const [, token = ""] = authorizationOfService().split(" ");
    const script = join(stageDirectory, "client", "customers.py");
    const python = spawn("python3", [script], {
      env: { ...process.env, TOKEN: token, CUSTOMERS: addressOf() },
    });

    const closed = once(python, "close");
    const said = await Promise.all([text(python.stdout), text(python.stderr)]);
    const [code] = await closed;

    expect(code, said.join("\n")).to.equal(0);
    expect(said[0]).to.match(/^alice Alice alice@store.example$/m);
    expect(said[0]).to.match(/^NOT_FOUND There is no customer eve.$/m);
  });
});
