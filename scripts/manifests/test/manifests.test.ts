import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { before, describe, it } from "mocha";
import { type Needs, readNeeds } from "../calls.ts";
import { manifestFiles } from "../files.ts";
import { workloadsOf } from "../workloads.ts";
import { base, kindOf, type Resource, readBase, stage } from "./read.ts";

type Variable = { name: string; value?: string };
const versioned = "recommend-api";

const matches = (selector: object, labels: Record<string, string>) =>
  Object.entries(selector).every(([name, value]) => labels[name] === value);

describe("the manifests for Kubernetes", () => {
  let files: Map<string, string>;
  let needs: Needs[];
  let resources: Resource[];

  before(async () => {
    files = await manifestFiles(stage);
    needs = (await readNeeds(stage)).filter(({ name }) => name !== "registry");
    resources = readBase();
  });

  const deployments = () => kindOf(resources, "Deployment");
  const namesOf = (kind: string) =>
    kindOf(resources, kind).map(({ metadata }) => metadata.name);

  it("are those that `npm run manifests` writes", () => {
    for (const [path, text] of files) {
      const committed = readFileSync(join(stage, path), "utf8");
      expect(committed, `${path}: run "npm run manifests"`).to.equal(text);
    }
  });

  it("have no file of a service that is gone", () => {
    const written = readdirSync(base).filter((file) =>
      readFileSync(join(base, file), "utf8").startsWith("# Written by"),
    );

    for (const file of written) {
      expect([...files.keys()]).to.include(`k8s/base/${file}`);
    }
  });

  it("have a Deployment and a ClusterIP Service for each service", () => {
    const names = needs.flatMap(({ name, versions }) =>
      versions[0]
        ? versions.map(({ version }) => `${name}-${version}`)
        : [name],
    );
    const services = kindOf(resources, "Service").filter(
      ({ spec }) => spec.type === "ClusterIP",
    );

    expect(namesOf("Deployment")).to.have.members(names);
    expect(services.map(({ metadata }) => metadata.name)).to.have.members([
      ...new Set([...names, ...needs.map(({ name }) => name)]),
    ]);
    for (const { spec } of services) {
      const pods = deployments().filter(({ spec: { template } }) =>
        matches(spec.selector, template.metadata.labels),
      );
      expect(pods, JSON.stringify(spec.selector)).not.to.deep.equal([]);
    }
  });

  it("run both versions of a service, with their weights", () => {
    const selected = (name: string) => {
      const found = kindOf(resources, "Service").find(
        ({ metadata }) => metadata.name === name,
      );
      return deployments()
        .map(({ spec }) => spec.template)
        .filter(({ metadata }) =>
          matches(found?.spec.selector, metadata.labels),
        )
        .map(({ spec }) =>
          Object.fromEntries(
            spec.containers[0].env.map((it: Variable) => [it.name, it.value]),
          ),
        );
    };

    const [first, second] = [
      { VERSION: "1", WEIGHT: "3" },
      { VERSION: "2", WEIGHT: "1" },
    ];
    expect(selected(`${versioned}-1`)).to.containSubset([first]);
    expect(selected(`${versioned}-2`)).to.containSubset([second]);
    expect(selected(versioned)).to.containSubset([first, second]);
    expect(selected(`${versioned}-1`)).to.have.length(1);
    expect(namesOf("HorizontalPodAutoscaler")).to.include(`${versioned}-2`);
  });

  it("have a port on every node for posts-api only", () => {
    const onNodes = kindOf(resources, "Service").filter(
      ({ spec }) => spec.type === "NodePort",
    );

    expect(onNodes.map(({ spec }) => spec.selector)).to.deep.equal([
      { app: "posts-api" },
    ]);
  });

  it("ask /ping whether a process lives, and /health whether it is ready", () => {
    for (const { spec } of deployments()) {
      const [container] = spec.template.spec.containers;
      expect(container.livenessProbe.httpGet.path).to.equal("/ping");
      expect(container.readinessProbe.httpGet.path).to.equal("/health");
    }
  });

  it("leave a process the time of its graceful stop", () => {
    const server = readFileSync(join(stage, "commons/server.ts"), "utf8");
    const [, ms = ""] =
      /closeAllConnections\(\), ([\d_]+)\)/.exec(server) ?? [];
    const openRequests = Number(ms.replaceAll("_", "")) / 1_000;
    const endOfEngines = 10;

    expect(openRequests).to.be.above(0);
    for (const { spec } of deployments()) {
      const pod = spec.template.spec;
      const pause = pod.containers[0].lifecycle.preStop.sleep.seconds;
      expect(pod.terminationGracePeriodSeconds).to.be.at.least(
        pause + openRequests + endOfEngines,
      );
    }
  });

  it("run no pod with more rights than it needs", () => {
    const pods = ["Deployment", "StatefulSet"].flatMap((kind) =>
      kindOf(resources, kind).map(({ spec }) => spec.template.spec),
    );

    // The level "restricted" of Kubernetes' standards for the security of pods.
    for (const { securityContext, containers } of pods) {
      expect(securityContext).to.deep.include({
        runAsNonRoot: true,
        seccompProfile: { type: "RuntimeDefault" },
      });
      for (const container of containers) {
        expect(container.securityContext).to.deep.include({
          allowPrivilegeEscalation: false,
          capabilities: { drop: ["ALL"] },
        });
      }
    }
  });

  it("run services without a writable file system, within limits", () => {
    for (const { spec } of deployments()) {
      const pod = spec.template.spec;
      const [container] = pod.containers;
      expect(container.securityContext).to.deep.include({
        readOnlyRootFilesystem: true,
      });
      expect(container.resources.limits).to.have.all.keys("cpu", "memory");
    }
  });

  it("scale each service whose state is not in its memory", () => {
    const names = needs
      .filter(({ inMemory }) => !inMemory)
      .flatMap(workloadsOf)
      .map(({ name }) => name);

    expect(names).to.include.members(["book-api", "user-queue", "web"]);
    expect(names).not.to.include("monitoring");
    expect(namesOf("HorizontalPodAutoscaler")).to.have.members(names);
    expect(namesOf("PodDisruptionBudget")).to.have.members(names);
    // A minimum would keep the only pod of a service on its node for ever.
    for (const { spec } of kindOf(resources, "PodDisruptionBudget")) {
      expect(spec).to.include({ maxUnavailable: 1 });
      expect(spec).not.to.have.property("minAvailable");
    }
    for (const { spec, metadata } of deployments()) {
      const own = names.includes(metadata.name) ? undefined : 1;
      expect(spec.replicas, metadata.name).to.equal(own);
    }
  });

  it("give each service the secrets that it uses, and no others", () => {
    const variables = (name: string) => {
      const found = deployments().find(
        ({ metadata }) => metadata.name === name,
      );
      const [container] = found?.spec.template.spec.containers ?? [];
      return container.env.map((it: { name: string }) => it.name);
    };

    expect(variables("web")).to.deep.equal(["SERVICE_SECRET"]);
    expect(variables("payment-processor")).to.deep.equal(["MONGODB_URL"]);
    expect(variables("inventory-api")).to.deep.equal([
      "SERVICE_SECRET",
      "MONGODB_URL",
      "AMQP_URL",
    ]);
  });

  it("let services find each other by name, without a registry", () => {
    const [config] = kindOf(resources, "ConfigMap");

    expect(config?.data).to.include({
      DISCOVERY: "dns",
      SERVICE_URL: "http://{service}:8080",
    });
    const listed = config?.data.SERVICES?.split(",") ?? [];
    expect(new Set(listed.map((entry) => entry.split("@")[0]))).to.deep.equal(
      new Set(needs.filter((it) => it.isMember).map(({ name }) => name)),
    );
    expect(listed).to.include.members([`${versioned}@1=3`, `${versioned}@2=1`]);
    expect(namesOf("Deployment")).not.to.include("registry");
  });

  it("scale the consumers of queues by the number of messages", () => {
    const text = files.get("k8s/overlays/cluster/services/scaled-objects.yaml");

    expect(text).to.match(/name: user-queue/);
    for (const queue of needs.flatMap(({ queues }) => queues)) {
      expect(text).to.include(`queueName: ${queue}\n`);
    }
  });

  it("build an image for each service with skaffold", () => {
    const text = files.get("skaffold.yaml") ?? "";
    const images = deployments().map(
      ({ spec }) => spec.template.spec.containers[0].image,
    );

    for (const image of images) expect(text).to.include(`image: ${image}\n`);
  });
});
