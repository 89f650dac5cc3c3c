import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import { describe, it } from "mocha";

const program = fileURLToPath(
  new URL("../../services/user-api/src/main.ts", import.meta.url),
);

describe("a service whose secrets are files", () => {
  const folder = mkdtempSync(join(tmpdir(), "secrets-"));

  it("uses them, and writes none of them into its log", async () => {
    const secretOf = (name: string) => `secret of ${name}`;
    const names = [
      "SERVICE_SECRET",
      "REGISTRY_PASSWORD",
      "AMQP_PASSWORD",
      "DB_PASSWORD",
    ];
    const settings = names.map((name) => {
      writeFileSync(join(folder, name), `${secretOf(name)}\n`);
      return [`${name}_FILE`, join(folder, name)];
    });
    const registry = createServer((_req, res) => res.writeHead(503).end());
    registry.listen(0, "127.0.0.1");
    await once(registry, "listening");
    const { port } = registry.address() as AddressInfo;
    const { PATH, MONGODB_URL } = process.env;

    const service = spawn(process.execPath, ["--import=tsx", program], {
      env: {
        ...{ PATH, MONGODB_URL, PORT: "0", LOG_LEVEL: "trace" },
        EUREKA_URL: `http://store@127.0.0.1:${port}/eureka`,
        AMQP_URL: "amqp://store@127.0.0.1:1",
        ...Object.fromEntries(settings),
      },
    });
    let log = "";
    const note = (data: Buffer) => {
      log += data;
    };
    service.stdout.on("data", note);
    service.stderr.on("data", note);
    const exit = once(service, "exit");
    try {
      const signal = AbortSignal.timeout(30_000);
      const [request] = await once(registry, "request", { signal });

      const credentials = `store:${secretOf("REGISTRY_PASSWORD")}`;
      expect(request.headers.authorization).to.equal(
        `Basic ${Buffer.from(credentials).toString("base64")}`,
      );
      // The client of the registry writes its URL, without the credentials.
      const url = `http://127.0.0.1:${port}/eureka`;
      while (!log.includes(url)) await once(service.stdout, "data", { signal });
    } finally {
      service.kill("SIGKILL");
      await exit;
      registry.closeAllConnections();
      registry.close();
      rmSync(folder, { recursive: true });
    }
    for (const name of names) {
      expect(log).not.to.include(secretOf(name));
      expect(log).not.to.include(encodeURIComponent(secretOf(name)));
    }
  });
});
