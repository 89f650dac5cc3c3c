import type { Needs } from "./calls.ts";
import { grpcPort, httpPort, type Manifest } from "./deployment.ts";
import type { Workload } from "./workloads.ts";

const http = { name: "http", port: httpPort, targetPort: "http" };
const grpc = { name: "grpc", port: grpcPort, targetPort: "grpc" };

/** The name under which other pods call a service. */
export function service({ name, labels, service }: Workload): Manifest {
  const isGrpc = service.grpcPort !== undefined;
  return {
    apiVersion: "v1",
    kind: "Service",
    metadata: { name, labels },
    spec: {
      type: "ClusterIP",
      // All calls share a connection of HTTP/2: its name has all pods instead.
      ...(isGrpc && { clusterIP: "None" }),
      selector: labels,
      ports: isGrpc ? [http, grpc] : [http],
    },
  };
}

/** The same service on a port of every node. */
export function nodePort({ name }: Needs, port: number): Manifest {
  return {
    apiVersion: "v1",
    kind: "Service",
    metadata: { name: `${name}-node`, labels: { app: name } },
    spec: {
      type: "NodePort",
      selector: { app: name },
      ports: [{ ...http, nodePort: port }],
    },
  };
}
