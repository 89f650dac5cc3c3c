import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseAllDocuments } from "yaml";
import { findStageDirectory } from "../../course.ts";
import type { Manifest } from "../deployment.ts";

export const stage = findStageDirectory("99");
export const base = join(stage, "k8s/base");

type Labels = Record<string, string>;
export type Peer = {
  podSelector?: { matchLabels: Labels };
  namespaceSelector?: { matchLabels: Labels };
};
export type Rule = { from?: Peer[]; to?: Peer[]; ports?: { port: number }[] };

/** A resource, with what the tests read of it. */
export type Resource = Manifest & {
  metadata: { name: string; labels?: Labels };
  data: Record<string, string>;
  // biome-ignore lint/suspicious/noExplicitAny: each kind has its own spec.
  spec: any;
};

export function parseResources(text: string): Resource[] {
  return parseAllDocuments(text).map((document) => document.toJS());
}

/** Everything that `kubectl apply -f .` applies, in the folder of the base. */
export function readBase(): Resource[] {
  const files = readdirSync(base).filter((file) =>
    /\.(ya?ml|json)$/.test(file),
  );
  return files.flatMap((file) =>
    parseResources(readFileSync(join(base, file), "utf8")),
  );
}

export function kindOf(resources: Resource[], kind: string): Resource[] {
  return resources.filter((resource) => resource.kind === kind);
}

export const overlays = ["laptop", "cluster", "registry"];

const rendered = new Map<string, string | undefined>();

/** Undefined where kubectl is not installed. */
export function render(overlay: string): string | undefined {
  if (!rendered.has(overlay)) rendered.set(overlay, run(overlay));
  return rendered.get(overlay);
}

function run(overlay: string): string | undefined {
  const folder = join(stage, "k8s/overlays", overlay);
  const { error, status, stdout, stderr } = spawnSync(
    "kubectl",
    ["kustomize", folder],
    { encoding: "utf8", maxBuffer: 1e8 },
  );
  if (error) return undefined;
  if (status !== 0) throw new Error(stderr);
  return stdout;
}
