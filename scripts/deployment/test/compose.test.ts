import {
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { expect } from "chai";
import { describe, it } from "mocha";
import { parse } from "yaml";
import { courseDirectory, stages } from "../../course.ts";
import { readServices } from "../../stage/services.ts";
import schema from "../schemas/compose-spec.json" with { type: "json" };
import { buildStage } from "./build-stage.ts";

type Container = {
  image?: string;
  build?: { args: Record<string, string> };
  read_only?: boolean;
  cap_drop?: string[];
  ports?: string[];
  volumes?: string[];
  healthcheck?: object;
};

const ajv = new Ajv({ strict: false, validateFormats: false });
const check = ajv.compile(schema);

describe("compose files", () => {
  for (const stage of stages) describe(stage, () => describeStage(stage));

  it("that have an unknown key are refused by the schema", () => {
    expect(check({ services: { web: { imagee: "node" } } })).to.equal(false);
  });
});

function describeStage(stage: string) {
  const folder = join(courseDirectory, stage, "deployment");
  const text = readFileSync(join(folder, "compose.yaml"), "utf8");
  const compose = parse(text, { merge: true });
  const containers: Record<string, Container> = compose.services;

  it("follows the schema of compose files", () => {
    expect(check(compose), JSON.stringify(check.errors)).to.equal(true);
  });

  it("runs each service of the stage", async () => {
    const services = await readServices(join(courseDirectory, stage));
    const built = Object.values(containers).flatMap(
      ({ build }) => build?.args.SERVICE ?? [],
    );

    const started = services.filter(({ instances }) => instances > 0);
    // Two versions of a service are two containers.
    expect([...new Set(built)]).to.have.members(
      started.map(({ name }) => name),
    );
  });

  it("mounts files that exist", () => {
    const mounted = Object.values(containers)
      .flatMap(({ volumes = [] }) => volumes)
      .filter((volume) => volume.startsWith("./"));

    for (const volume of mounted) {
      const [path = ""] = volume.split(":");
      expect(existsSync(join(folder, path)), path).to.equal(true);
    }
  });

  if (stage !== stages.at(-1)) return;

  it("can have a replica set of three instead of one database", () => {
    const file = join(folder, "compose.replica-set.yaml");
    const added = parse(readFileSync(file, "utf8"), { merge: true });

    expect(check(added), JSON.stringify(check.errors)).to.equal(true);
    expect(added.services).to.have.all.keys(
      "mongodb",
      "mongodb-2",
      "mongodb-3",
    );
    for (const { command } of Object.values<{ command: string[] }>(
      added.services,
    )) {
      expect(command.at(-1)).to.include("--replSet store");
    }
  });

  it("publishes the gateway, the accounts and the messages", () => {
    const portsOf = (name: string) => containers[name]?.ports ?? [];

    expect(portsOf("gateway")).to.deep.equal(["8100:8100"]);
    expect(portsOf("user-api")).to.deep.equal(["8101:8101"]);
    expect(portsOf("slack-api")).to.deep.equal(["127.0.0.1:8102:8102"]);
  });

  it("gives a service nothing to write to, and no rights", () => {
    for (const [name, container] of Object.entries(containers)) {
      if (!container.build) continue;
      expect(container, name).to.deep.include({
        read_only: true,
        cap_drop: ["ALL"],
      });
    }
  });
}

/** The path and the content of each file. */
function filesIn(folder: string): [string, string][] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .sort()
    .filter((file) => statSync(join(folder, file)).isFile())
    .map((file) => [file, readFileSync(join(folder, file), "utf8")]);
}

describe("the examples of secrets", () => {
  it("have a text that services refuse", () => {
    const folder = join(courseDirectory, "demo99/deployment/secrets");
    const examples = readdirSync(folder).filter((it) => /example$/.test(it));

    expect(examples).to.have.length(4);
    for (const file of examples) {
      expect(readFileSync(join(folder, file), "utf8")).to.match(/^replace-/);
    }
    const manifest = join(courseDirectory, "demo99/k8s/secret.example.yaml");
    const { stringData } = parse(readFileSync(manifest, "utf8"));
    for (const text of Object.values<string>(stringData)) {
      expect(text).to.match(/^replace-/);
    }
  });
});

describe("images", () => {
  const dockerfile = readFileSync(
    join(courseDirectory, "demo99/deployment/Dockerfile"),
    "utf8",
  );
  const [, build = "", run = ""] = dockerfile.split(/^FROM /m);

  it("have the packages of the lock file", () => {
    expect(build).to.match(/^COPY package\.json package-lock\.json/m);
    expect(build).to.match(/^RUN npm ci$/m);
  });

  it("run one service without root and without a shell", () => {
    expect(run).to.match(/^USER 1000$/m);
    expect(run).to.match(/^CMD \["node", /m);
    expect(run).to.match(/^HEALTHCHECK /m);
  });

  it("have the same bytes each time", () => {
    const [first = [], second] = [1, 2].map(() => {
      const folder = buildStage("image", "health");
      const files = filesIn(folder);
      rmSync(folder, { recursive: true });
      return files;
    });

    expect(first.map(([file]) => file)).to.include("health/main.mjs");
    expect(second).to.deep.equal(first);
    expect(first.join()).not.to.include(courseDirectory);
  }).timeout(150_000);

  it("are built on the builder's processor, for any other one", () => {
    expect(build).to.match(/^--platform=\$BUILDPLATFORM /);
    expect(run).not.to.match(/^RUN /m);
  });
});
