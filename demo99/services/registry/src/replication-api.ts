import { Router } from "express";
import * as z from "zod";
import { Invalid, NotFound } from "#commons/errors.ts";
import { jsonBodyUpTo } from "#commons/requests/json-body.ts";
import { parse } from "#commons/validate.ts";
import { instanceInfo, status } from "./instance-info.ts";
import { LimitReached } from "./limits.ts";
import { actions } from "./peer-client.ts";
import type { RegistryService } from "./registry-service.ts";
import { toInstanceInfo } from "./representation.ts";

const message = z.object({
  action: z.enum(actions),
  appName: z.string(),
  id: z.string(),
  status: status.nullish(),
  lastDirtyTimestamp: z.coerce.number().nullish(),
  instanceInfo: instanceInfo.nullish(),
});

const batch = z.object({ replicationList: z.array(z.unknown()) });

/** Netflix's servers replicate in batches; each message has its own status. */
export function createReplicationApi(registry: RegistryService): Router {
  const router = Router();
  router.use("/peerreplication", jsonBodyUpTo("2mb"));

  router.post("/peerreplication/batch", (req, res) => {
    const { replicationList } = parse(batch, req.body);
    const responseList = replicationList.map((it) => respond(registry, it));
    res.json({ responseList });
  });

  return router;
}

function respond(registry: RegistryService, input: unknown) {
  try {
    const newer = apply(registry, parse(message, input));
    if (!newer) return { statusCode: 200 };
    return { statusCode: 409, responseEntity: toInstanceInfo(newer) };
  } catch (error) {
    if (error instanceof NotFound) return { statusCode: 404 };
    if (error instanceof Invalid) return { statusCode: 400 };
    if (error instanceof LimitReached) return { statusCode: error.status };
    throw error;
  }
}

/** Returns the lease if the peer has an older version of it. */
function apply(registry: RegistryService, told: z.infer<typeof message>) {
  const { action, appName, id, status, instanceInfo } = told;
  const dirtySince = told.lastDirtyTimestamp ?? undefined;
  if (action === "Heartbeat") {
    return registry.renew(appName, id, "peer", dirtySince);
  }
  if (action === "Register" && instanceInfo) {
    registry.register(instanceInfo.instance, "peer", instanceInfo.override);
  }
  if (action === "Cancel") registry.cancel(appName, id, "peer");
  if (action === "StatusUpdate" && status) {
    registry.override(appName, id, status, "peer");
  }
  if (action === "DeleteStatusOverride") {
    registry.removeOverride(appName, id, "peer", status ?? undefined);
  }
}
