import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseAllDocuments, stringify } from "yaml";
import { type Needs, readNeeds } from "./calls.ts";
import { configMap } from "./config-map.ts";
import { deployment, type Manifest } from "./deployment.ts";
import { clusterServices, kustomization } from "./kustomize.ts";
import { enginePolicies, servicePolicy } from "./network-policy.ts";
import { autoscaler, disruptionBudget, queueScaler } from "./scaling.ts";
import { nodePort, service } from "./service.ts";
import { skaffold } from "./skaffold.ts";
import { wholeOf, workloadsOf } from "./workloads.ts";

const cluster = "k8s/overlays/cluster/services";
/** Services with a port on every node. */
const nodePorts: Record<string, number> = { "posts-api": 30111 };

/** The text of each generated file, by its path below the stage. */
export async function manifestFiles(directory: string) {
  const needs = await readNeeds(directory);
  const members = needs.filter(({ name }) => name !== "registry");
  const registry = needs.filter(({ name }) => name === "registry");
  const exposed = exposedBy(join(directory, "k8s/base/ingress.yaml"));
  const consumers = members.filter(({ queues }) => queues.length > 0);
  const files: [path: string, documents: object[]][] = [
    ...members.map((one): [string, object[]] => [
      `k8s/base/${one.name}.yaml`,
      manifestsOf(one, members, exposed),
    ]),
    ["k8s/base/config-map.yaml", [configMap(members)]],
    ["k8s/base/engine-policies.yaml", enginePolicies(members)],
    ["k8s/base/Kustomization", [kustomization(members)]],
    ...registry.map((one): [string, object[]] => [
      "k8s/components/registry/registry.yaml",
      registryManifests(one, members),
    ]),
    [`${cluster}/scaled-objects.yaml`, consumers.map(queueScaler)],
    [`${cluster}/kustomization.yaml`, [clusterServices(members, consumers)]],
    ["skaffold.yaml", [skaffold(members)]],
  ];
  return new Map(files.map(([path, all]) => [path, textOf(all)]));
}

function manifestsOf(one: Needs, all: Needs[], exposed: string[]): Manifest[] {
  const port = nodePorts[one.name];
  const workloads = workloadsOf(one);
  const versions = one.versions.length > 0 ? workloads : [];
  const scaled = one.inMemory ? [] : workloads;
  return [
    ...workloads.map(deployment),
    service(wholeOf(one)),
    ...versions.map(service),
    ...(port ? [nodePort(one, port)] : []),
    servicePolicy(one, all, {
      exposed: exposed.includes(one.name),
      onNodes: port !== undefined,
    }),
    ...scaled.flatMap((it) => [autoscaler(it), disruptionBudget(it)]),
  ];
}

/** All members call the registry, when there is one. */
function registryManifests(registry: Needs, members: Needs[]): Manifest[] {
  const callers = members
    .filter(({ isMember }) => isMember)
    .map((one) => ({ ...one, http: [registry.name] }));
  return [
    deployment(wholeOf({ ...registry, isMember: true })),
    service(wholeOf(registry)),
    servicePolicy({ ...registry, http: [] }, callers),
  ];
}

/** The services to which the Ingress sends requests. */
function exposedBy(file: string): string[] {
  const names = parseAllDocuments(readFileSync(file, "utf8")).map((document) =>
    JSON.stringify(document.toJS()),
  );
  const found = names.join("").matchAll(/"service":\{"name":"([^"]+)"/g);
  return [...found].map(([, name]) => name as string);
}

const header =
  "# Written by `npm run manifests`, from stage.json and the code.\n";

function textOf(documents: object[]): string {
  const texts = documents.map((document) =>
    stringify(document, { aliasDuplicateObjects: false, lineWidth: 0 }),
  );
  return header + texts.join("---\n");
}
