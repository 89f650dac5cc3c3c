import type { Needs } from "./calls.ts";
import type { Manifest } from "./deployment.ts";
import type { Workload } from "./workloads.ts";

/** More pods when those that run are busy; none for state in memory. */
export function autoscaler({ name, labels }: Workload): Manifest {
  return {
    apiVersion: "autoscaling/v2",
    kind: "HorizontalPodAutoscaler",
    metadata: { name, labels },
    spec: {
      scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name },
      minReplicas: 1,
      maxReplicas: 5,
      metrics: [
        {
          type: "Resource",
          resource: {
            name: "cpu",
            target: { type: "Utilization", averageUtilization: 70 },
          },
        },
      ],
    },
  };
}

/** At most one pod at a time is moved from a node. */
export function disruptionBudget({ name, labels }: Workload): Manifest {
  return {
    apiVersion: "policy/v1",
    kind: "PodDisruptionBudget",
    metadata: { name, labels },
    spec: { maxUnavailable: 1, selector: { matchLabels: labels } },
  };
}

/** More consumers when messages wait; KEDA makes the autoscaler for it. */
export function queueScaler({ name, queues }: Needs): Manifest {
  return {
    apiVersion: "keda.sh/v1alpha1",
    kind: "ScaledObject",
    metadata: { name, labels: { app: name } },
    spec: {
      scaleTargetRef: { name },
      minReplicaCount: 1,
      maxReplicaCount: 5,
      triggers: queues.map((queueName) => ({
        type: "rabbitmq",
        metadata: {
          queueName,
          hostFromEnv: "AMQP_URL",
          mode: "QueueLength",
          value: "100",
        },
      })),
    },
  };
}
