import { expect } from "chai";
import { before, describe } from "mocha";
import { itWhere } from "../../testing/it-where.ts";
import { kindOf, overlays, parseResources, readBase, render } from "./read.ts";

const itWithKubectl = itWhere(render("laptop") !== undefined, "needs kubectl");
const read = (overlay: string) => parseResources(render(overlay) ?? "");

describe("kustomize overlays", () => {
  before(function () {
    this.timeout(200_000);
    for (const overlay of overlays) render(overlay);
  });

  const key = ({
    kind,
    metadata,
  }: {
    kind: string;
    metadata: { name: string };
  }) => `${kind} ${metadata.name}`;

  itWithKubectl("have every Deployment and Service of the base", () => {
    const needed = readBase().filter(
      ({ kind, metadata }) =>
        /^(Deployment|Service)$/.test(kind) &&
        !/mongodb|rabbitmq/.test(metadata.name),
    );

    for (const overlay of overlays) {
      expect(read(overlay).map(key)).to.include.members(needed.map(key));
    }
  });

  itWithKubectl("replace the engines of a laptop in a cluster", () => {
    const cluster = read("cluster");

    expect(kindOf(cluster, "StatefulSet")).to.deep.equal([]);
    expect(cluster.map(key)).to.include.members([
      "MongoDBCommunity mongodb",
      "RabbitmqCluster rabbitmq",
    ]);
    expect(kindOf(cluster, "Secret")).to.deep.equal([]);
    const [config] = kindOf(cluster, "ConfigMap");
    expect(config?.data.AMQP_QUEUE_TYPE).to.equal("quorum");
  });

  itWithKubectl("have one autoscaler for each service in a cluster", () => {
    const cluster = read("cluster");
    const scaled = [
      ...kindOf(cluster, "HorizontalPodAutoscaler"),
      ...kindOf(cluster, "ScaledObject"),
    ].map(({ spec }) => spec.scaleTargetRef.name);

    expect(scaled).to.include.members(["user-queue", "book-api"]);
    expect(scaled).to.have.length(new Set(scaled).size);
  });

  itWithKubectl(
    "take images of one version from a registry in a cluster",
    () => {
      for (const { spec } of kindOf(read("cluster"), "Deployment")) {
        expect(spec.template.spec.containers[0].image).to.match(
          /^registry\.example\.com\/store\/[a-z-]+:\d+\.\d+\.\d+$/,
        );
      }
    },
  );

  itWithKubectl("let services register, where there is a registry", () => {
    const resources = read("registry");
    const [config] = kindOf(resources, "ConfigMap");

    expect(config?.data.DISCOVERY).to.equal("registry");
    for (const { spec, metadata } of kindOf(resources, "Deployment")) {
      const names = spec.template.spec.containers[0].env.map(
        (variable: { name: string }) => variable.name,
      );
      const isMember = metadata.name !== "payment-processor";
      expect(names.includes("EUREKA_URL"), metadata.name).to.equal(isMember);
    }
    for (const { spec, metadata } of kindOf(resources, "NetworkPolicy")) {
      const callsRegistry = JSON.stringify(spec.egress ?? []).includes(
        '"registry"',
      );
      const isCaller =
        !/^(payment-processor|mongodb|prometheus|rabbitmq|registry)$/.test(
          metadata.name,
        );
      expect(callsRegistry, metadata.name).to.equal(isCaller);
    }
  });
});
