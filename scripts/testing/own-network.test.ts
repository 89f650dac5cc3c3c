import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { expect } from "chai";
import { describe } from "mocha";
import { itWhere } from "./it-where.ts";
import { hasOwnNetworks, inOwnNetwork } from "./own-network.ts";

const itHere = itWhere(hasOwnNetworks(), "no network namespaces here");

describe("a network of one's own", () => {
  itHere("has every port free, and a way to itself", async () => {
    const holder = createServer().listen(0, "127.0.0.1");
    await once(holder, "listening");
    const { port } = holder.address() as AddressInfo;
    const text = `
      import { connect, createServer } from "node:net";
      createServer((socket) => socket.end("pie")).listen(${port}, "127.0.0.1", () => {
        connect(${port}, "localhost").on("data", (data) => {
          console.log(String(data));
          process.exit();
        });
      });`;

    const [program = "", ...args] = inOwnNetwork([
      process.execPath,
      "--input-type=module",
      "--eval",
      text,
    ]);
    const said = execFileSync(program, args, { encoding: "utf8" });

    expect(said).to.equal("pie\n");
    holder.close();
  });
});
