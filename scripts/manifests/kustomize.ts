import type { Needs } from "./calls.ts";

const version = "kustomize.config.k8s.io/v1";
const autoscaler = "HorizontalPodAutoscaler";

/**
 * The list of resources. Its file has no extension: `kubectl apply -f .` would
 * take it for a resource.
 */
export function kustomization(members: Needs[]) {
  return {
    apiVersion: `${version}beta1`,
    kind: "Kustomization",
    resources: [
      "config-map.yaml",
      "engine-policies.yaml",
      "ingress.yaml",
      "mongodb.yaml",
      "prometheus-policy.yaml",
      "rabbitmq.yaml",
      ...members.map(({ name }) => `${name}.yaml`),
    ],
  };
}

/**
 * A cluster gets images from a registry, each in one version, and KEDA makes the
 * autoscalers of consumers: two for one service would contradict each other.
 */
export function clusterServices(members: Needs[], consumers: Needs[]) {
  return {
    apiVersion: `${version}alpha1`,
    kind: "Component",
    resources: ["scaled-objects.yaml"],
    patches: consumers.map(({ name }) => ({
      target: { kind: autoscaler, name },
      patch: `$patch: delete\nkind: ${autoscaler}\nmetadata:\n  name: ${name}\n`,
    })),
    images: members.map(({ name }) => ({
      name: `store/${name}`,
      newName: `registry.example.com/store/${name}`,
      newTag: "1.0.0",
    })),
  };
}
