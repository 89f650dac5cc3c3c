import type { Needs } from "./calls.ts";

/** Builds an image for each service, and deploys it after each change. */
export function skaffold(members: Needs[]) {
  return {
    apiVersion: "skaffold/v4beta11",
    kind: "Config",
    metadata: { name: "store" },
    build: {
      artifacts: members.map(({ name }) => ({
        image: `store/${name}`,
        context: "..",
        docker: {
          dockerfile: "demo99/deployment/Dockerfile",
          buildArgs: { STAGE: "demo99", SERVICE: name },
        },
      })),
      local: { push: false, useBuildkit: true, concurrency: 2 },
    },
    manifests: { kustomize: { paths: ["k8s/overlays/laptop"] } },
    deploy: { kubectl: {} },
    portForward: [
      {
        resourceType: "service",
        resourceName: "web",
        port: 8080,
        localPort: 8080,
      },
      {
        resourceType: "service",
        resourceName: "gateway",
        port: 8080,
        localPort: 8100,
      },
    ],
  };
}
