import { inFile, type Mutant } from "./mutant.ts";

const manifests = "scripts/manifests";
const policies = [`${manifests}/test/network-policies.test.ts`];
const resources = [`${manifests}/test/manifests.test.ts`];

/** Faults in what Kubernetes runs, and in the names of services there. */
export const deploymentMutants: Mutant[] = [
  ...inFile(
    "demo99/commons/dns-names.ts",
    ["demo99/commons/test/dns-names.test.ts"],
    [
      [
        "call gRPC on the port of HTTP",
        'if (protocol === "grpc:") found.port',
        "found.search",
      ],
      [
        "ignore the pattern of names",
        'pattern.replace("{service}", name)',
        '"http://" + name',
      ],
      ["list a service without a name", ".filter(Boolean)", ""],
    ],
  ),
  ...inFile(`${manifests}/calls.ts`, policies, [
    ["overlook calls over gRPC", 'grpc: over("gRPC"),', "grpc: [],"],
    [
      "overlook the list of the registry",
      "...(visitors.includes(name) ? members : []),",
      "",
    ],
  ]),
  ...inFile(`${manifests}/calls.ts`, resources, [
    [
      "take a program without boot() for a service",
      "isMember: !outsiders.includes(name),",
      "isMember: true,",
    ],
  ]),
  ...inFile(`${manifests}/network-policy.ts`, resources, [
    [
      "permit all pods when there is no caller",
      "if (pods.length === 0) return [];",
      "if (pods.length === 0) return [{}];",
    ],
    [
      "permit every port",
      "...(port && { ports: [tcp(port)] })",
      "...(!port && { ports: [] })",
    ],
    [
      "permit the database to all services",
      '...(database ? rule("to", [mongodb], 27017) : []),',
      '...rule("to", [mongodb], 27017),',
    ],
  ]),
  ...inFile(`${manifests}/deployment.ts`, resources, [
    [
      "kill requests in flight",
      "GracePeriodSeconds: 30",
      "GracePeriodSeconds: 9",
    ],
    ["give a service no secret of the broker", "...(broker\n", "...(!broker\n"],
    [
      "restart a pod without a database",
      'livenessProbe: { httpGet: { path: "/ping"',
      'livenessProbe: { httpGet: { path: "/health"',
    ],
  ]),
];
