import type { Needs } from "./calls.ts";
import type { Workload } from "./workloads.ts";

/** The ports of every container, and of its Service: a headless one maps none. */
export const httpPort = 8080;
export const grpcPort = 50051;

/** A resource for Kubernetes, as its YAML has it. */
export type Manifest = {
  apiVersion: string;
  kind: string;
  [key: string]: unknown;
};

/** The pods of one service, or of one version of it. */
export function deployment(workload: Workload): Manifest {
  const { name, labels, service } = workload;
  const { inMemory } = service;
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name, labels },
    spec: {
      // Otherwise the number of replicas is the autoscaler's.
      ...(inMemory && { replicas: 1 }),
      selector: { matchLabels: labels },
      strategy: inMemory
        ? { type: "Recreate" }
        : { rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } },
      template: {
        metadata: { labels, annotations: scraped },
        spec: podSpec(workload),
      },
    },
  };
}

const scraped = {
  "prometheus.io/scrape": "true",
  "prometheus.io/port": `${httpPort}`,
};

function podSpec(workload: Workload) {
  return {
    automountServiceAccountToken: false,
    // A variable with the address of each service of the namespace.
    enableServiceLinks: false,
    // preStop, 10 s for open requests, and the end of broker and database.
    terminationGracePeriodSeconds: 30,
    securityContext: {
      runAsNonRoot: true,
      runAsUser: 1000,
      runAsGroup: 1000,
      seccompProfile: { type: "RuntimeDefault" },
    },
    containers: [container(workload)],
  };
}

/** An index of 100,000 items needs 664 MB. */
const memoryOf: Record<string, string> = {
  "search-api": "1Gi",
  "recommend-api": "1Gi",
};

function container({ service, settings }: Workload) {
  const { name, grpcPort: isGrpc } = service;
  return {
    name,
    image: `store/${name}`,
    imagePullPolicy: "IfNotPresent",
    ports: [
      { name: "http", containerPort: httpPort },
      ...(isGrpc ? [{ name: "grpc", containerPort: grpcPort }] : []),
    ],
    envFrom: [{ configMapRef: { name: "store" } }],
    env: [
      ...secretsOf(service),
      ...Object.entries(settings).map(([variable, value]) => {
        return { name: variable, value };
      }),
    ],
    livenessProbe: { httpGet: { path: "/ping", port: "http" }, ...often },
    readinessProbe: { httpGet: { path: "/health", port: "http" }, ...often },
    startupProbe: {
      httpGet: { path: "/ping", port: "http" },
      periodSeconds: 1,
      failureThreshold: 60,
    },
    // The pod serves on while its address is removed from all nodes.
    lifecycle: { preStop: { sleep: { seconds: 5 } } },
    resources: {
      requests: { cpu: "50m", memory: "128Mi" },
      limits: { cpu: "1", memory: memoryOf[name] ?? "256Mi" },
    },
    securityContext: {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ["ALL"] },
    },
  };
}

const often = { periodSeconds: 5, timeoutSeconds: 3, failureThreshold: 3 };

/** A service gets the secrets that it uses, and no others. */
function secretsOf({ isMember, database, broker }: Needs) {
  return [
    ...(isMember ? [secret("SERVICE_SECRET", "store", "service-secret")] : []),
    ...(database
      ? [secret("MONGODB_URL", "mongodb", "connectionString.standard")]
      : []),
    ...(broker
      ? [secret("AMQP_URL", "rabbitmq-default-user", "connection_string")]
      : []),
  ];
}

function secret(variable: string, name: string, key: string) {
  return { name: variable, valueFrom: { secretKeyRef: { name, key } } };
}
