import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { stringify } from "yaml";
import { startEmbeddedAmqp } from "../../embedded-amqp/server.ts";
import { startEmbeddedMongo } from "../../embedded-mongo/server.ts";
import { ansible } from "./ansible.ts";

const services = [
  { name: "registry", port: 8761 },
  {
    name: "book-api",
    port: 8081,
    versions: [
      { version: "1", weight: 3 },
      { version: "2", weight: 0 },
    ],
  },
  { name: "web", port: 8080 },
  { name: "gateway", port: 8100 },
];
export const balancer = "127.0.2.3";
const servers = { "pie-a1": "127.0.2.1", "pie-b1": "127.0.2.2" };

/**
 * Two servers and a load balancer on this machine: each has a folder for its
 * files, an address of its own, and systemctl.mjs in the place of systemd.
 */
export async function createPis() {
  const root = mkdtempSync(join(tmpdir(), "pie-cluster-"));
  const mongo = await startEmbeddedMongo();
  const amqp = await startEmbeddedAmqp({ port: 0, host: "127.0.0.1" });
  const bin = join(root, "bin");
  mkdirSync(bin);
  mkdirSync(join(root, "build"));
  const systemctl = fileURLToPath(new URL("systemctl.mjs", import.meta.url));
  symlinkSync(systemctl, join(bin, "systemctl"));
  const inventory = join(root, "inventory.yml");
  const urls = { store_mongodb_url: mongo.url, store_amqp_url: amqp.url };
  writeFileSync(inventory, stringify(inventoryOf(root)));
  // Before the settings of a real cluster, which group_vars has.
  const settings = JSON.stringify({
    ...localSettings,
    ...urls,
    store_build: join(root, "build"),
  });
  prepareNginx(join(root, "balancer"));
  for (const host of Object.keys(servers)) {
    mkdirSync(join(root, host, "etc/systemd/system"), { recursive: true });
  }

  /** Runs a playbook; throws with its output if it fails. */
  async function play(playbook: string, skipped = "packages") {
    const [program, ...words] = ansible("playbook", [
      ...["--inventory", inventory, "--extra-vars", settings],
      ...["--skip-tags", skipped, playbook],
    ]);
    const child = spawn(program, words, {
      cwd: fileURLToPath(
        new URL("../../../demo99/deployment/ansible", import.meta.url),
      ),
      env: {
        ...process.env,
        PATH: `${bin}${delimiter}${process.env.PATH}`,
        ANSIBLE_PIPELINING: "1",
        ANSIBLE_LOCAL_TEMP: join(root, "tmp"),
        ANSIBLE_REMOTE_TEMP: join(root, "tmp"),
        ANSIBLE_NOCOLOR: "1",
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text) => {
        output += text;
      });
    }
    const [code] = await once(child, "close");
    if (code !== 0) throw new Error(`${playbook}: ${output}\n${logs()}`);
    return output;
  }

  const logs = () =>
    [...Object.keys(servers), "balancer"]
      .map((host) => join(root, host, "run.log"))
      .filter((file) => existsSync(file))
      .map((file) => readFileSync(file, "utf8").slice(-3_000))
      .join("\n");

  return {
    play,
    /** What a host has, without the logs and what the test put there. */
    files: (host: string) =>
      readdirSync(join(root, host), { recursive: true, encoding: "utf8" }),
    versions: (host: string) =>
      readdirSync(join(root, host, "opt/store/releases")),
    /** The ids of all processes that run for a host. */
    processes: (host: string) =>
      readdirSync(join(root, host, "run")).map((name) =>
        Number(readFileSync(join(root, host, "run", name), "utf8")),
      ),
    async close() {
      stopNginx(join(root, "balancer"));
      await amqp.close();
      await mongo.close();
      rmSync(root, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

const localSettings = {
  ansible_connection: "local",
  ansible_python_interpreter: "{{ ansible_playbook_python }}",
  store_become: false,
  store_node: process.execPath,
  store_services: services,
  store_service_secret: "known to the tests",
  store_registry_password: "known",
  store_more_settings: { EUREKA_LEASE_SECONDS: 1 },
};

function inventoryOf(root: string) {
  const host = (name: string, address: string) => ({
    ansible_host: address,
    store_prefix: join(root, name),
    store_environment: {
      UNITS: join(root, name, "etc/systemd/system"),
      RUN: join(root, name, "run"),
    },
  });
  const cluster = (name: keyof typeof servers, store_cluster: string) => ({
    hosts: { [name]: host(name, servers[name]) },
    vars: { store_cluster },
  });
  return {
    all: {
      children: {
        clients: { hosts: { kiosk: host("kiosk", "127.0.0.1") } },
        "load-balancers": { hosts: { balancer: host("balancer", balancer) } },
        databases: {},
        servers: {
          children: {
            "cluster-a": cluster("pie-a1", "cluster-a"),
            "cluster-b": cluster("pie-b1", "cluster-b"),
          },
        },
      },
    },
  };
}

/** clean.yml leaves the package, and so its process, on the machine. */
function stopNginx(folder: string) {
  const file = join(folder, "nginx.pid");
  if (!existsSync(file)) return;
  process.kill(Number(readFileSync(file, "utf8")), "SIGTERM");
}

/** nginx as the package installs it, in a folder and without root. */
function prepareNginx(folder: string) {
  const units = join(folder, "etc/systemd/system");
  const nginx = join(folder, "etc/nginx");
  mkdirSync(units, { recursive: true });
  mkdirSync(join(nginx, "conf.d"), { recursive: true });
  const paths = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
  writeFileSync(
    join(nginx, "nginx.conf"),
    `daemon off;
user root root;
pid ${folder}/nginx.pid;
error_log stderr;
events {}
http {
  access_log off;
${paths.map((it) => `  ${it}_temp_path ${folder}/temp-${it};`).join("\n")}
  include ${nginx}/conf.d/*.conf;
}
`,
  );
  writeFileSync(
    join(units, "nginx.service"),
    `[Service]
ExecStart=nginx -c ${nginx}/nginx.conf -e stderr
`,
  );
}
