import type { Needs } from "./calls.ts";
import { grpcPort, httpPort, type Manifest } from "./deployment.ts";

/** The settings that all services share. */
export function configMap(members: Needs[]): Manifest {
  return {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { name: "store" },
    data: {
      HOST: "0.0.0.0",
      PORT: `${httpPort}`,
      GRPC_PORT: `${grpcPort}`,
      DISCOVERY: "dns",
      SERVICES: members.flatMap(entriesOf).join(","),
      SERVICE_URL: `http://{service}:${httpPort}`,
      PAYMENT_PROCESSOR_URL: `http://payment-processor:${httpPort}`,
      // What browsers call: see ingress.yaml.
      GATEWAY_URL: "http://api.posts.com",
      ALLOWED_ORIGINS: "http://posts.com",
      SHOP_URL: "http://posts.com",
      PUBLIC_URL: "http://pay.posts.com",
    },
  };
}

/** As dns-names.ts reads them. */
function entriesOf({ name, isMember, versions }: Needs): string[] {
  if (!isMember) return [];
  if (versions.length === 0) return [name];
  return versions.map(({ version, weight }) => `${name}@${version}=${weight}`);
}
