import { Router } from "express";
import { Invalid } from "#commons/errors.ts";
import { jsonBodyUpTo, noQuery } from "#commons/requests/json-body.ts";
import { parse } from "#commons/validate.ts";
import { replicaChanges, sourcePath } from "./record.ts";
import type { ReplicaService } from "./replica-service.ts";

/** For sync-api alone, which fills all replicas. */
export function createReplicaApi(replica: ReplicaService): Router {
  const router = Router();
  router.use("/replica", noQuery, jsonBodyUpTo("10mb"));

  router.get("/replica", async (_req, res) => {
    res.json(await replica.describe());
  });

  router.put("/replica/:source", async (req, res) => {
    const { source } = parse(sourcePath, req.params);
    const changes = parse(replicaChanges, req.body);
    if (changes.put.some((record) => record.source !== source)) {
      throw new Invalid(`A record is not of the source ${source}.`);
    }
    await replica.change(source, changes);
    res.status(204).end();
  });

  return router;
}
