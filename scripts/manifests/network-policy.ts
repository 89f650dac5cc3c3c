import type { Needs } from "./calls.ts";
import { grpcPort, httpPort, type Manifest } from "./deployment.ts";
import type { Labels } from "./workloads.ts";

/** The labels that their operators give to the pods of these engines. */
const mongodb: Labels = { app: "mongodb-svc" };
const rabbitmq: Labels = { "app.kubernetes.io/name": "rabbitmq" };

/** Which pods may connect to a service, and to what it may connect. */
export function servicePolicy(
  service: Needs,
  all: Needs[],
  { exposed = false, onNodes = false } = {},
): Manifest {
  const { name, http, grpc, database, broker, outside } = service;
  const callers = (protocol: "http" | "grpc") =>
    all.filter((other) => other[protocol].includes(name)).map(podsOf);
  const egress = [
    names,
    ...rule("to", http.map(toLabels), httpPort),
    ...rule("to", grpc.map(toLabels), grpcPort),
    ...(database ? rule("to", [mongodb], 27017) : []),
    ...(broker ? rule("to", [rabbitmq], 5672) : []),
    ...(outside ? [toOutside] : []),
  ];
  const ingress = [
    ...rule("from", callers("http"), httpPort),
    ...rule("from", callers("grpc"), grpcPort),
    ...(exposed ? [fromIngress] : []),
    ...(onNodes ? [{ ports: [tcp(httpPort)] }] : []),
  ];
  return policy(name, { app: name }, { ingress, egress });
}

/** Only their users connect to the engines, and their own instances. */
export function enginePolicies(all: Needs[]): Manifest[] {
  const users = (engine: "database" | "broker") =>
    all.filter((one) => one[engine]).map(podsOf);
  const engine = (name: string, its: Labels, callers: Labels[], port: number) =>
    policy(name, its, {
      ingress: [...rule("from", callers, port), ...rule("from", [its])],
    });
  return [
    engine("mongodb", mongodb, users("database"), 27017),
    engine("rabbitmq", rabbitmq, users("broker"), 5672),
  ];
}

function policy(
  name: string,
  pods: Labels,
  rules: { ingress: object[]; egress?: object[] },
): Manifest {
  return {
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: { name, labels: { app: name } },
    spec: {
      podSelector: { matchLabels: pods },
      policyTypes: rules.egress ? ["Ingress", "Egress"] : ["Ingress"],
      ...rules,
    },
  };
}

const toLabels = (app: string): Labels => ({ app });
const podsOf = ({ name }: Needs) => toLabels(name);
const tcp = (port: number) => ({ protocol: "TCP", port });

/** Without pods there is no rule: an empty list would mean all of them. */
function rule(direction: "from" | "to", pods: Labels[], port?: number) {
  if (pods.length === 0) return [];
  const peers = pods.map((matchLabels) => ({ podSelector: { matchLabels } }));
  return [{ [direction]: peers, ...(port && { ports: [tcp(port)] }) }];
}

/** Every pod resolves names. */
const names = { ports: [tcp(53), { protocol: "UDP", port: 53 }] };

const fromIngress = {
  from: [
    {
      namespaceSelector: {
        matchLabels: { "kubernetes.io/metadata.name": "ingress-nginx" },
      },
    },
  ],
  ports: [tcp(httpPort)],
};

const inside = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"];
const toOutside = {
  to: [{ ipBlock: { cidr: "0.0.0.0/0", except: inside } }],
  ports: [tcp(443)],
};
