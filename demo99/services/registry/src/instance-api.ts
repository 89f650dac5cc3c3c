import { type Request, Router } from "express";
import * as z from "zod";
import { Invalid } from "#commons/errors.ts";
import { parse } from "#commons/validate.ts";
import { answer, readBody } from "./exchange.ts";
import { instanceInfo, status } from "./instance-info.ts";
import { replicationHeader } from "./peer-client.ts";
import type { Origin, RegistryService } from "./registry-service.ts";
import { toInstanceInfo } from "./representation.ts";

const registration = z.object({ instance: instanceInfo });
const renewal = z.object({ lastDirtyTimestamp: z.coerce.number().optional() });
const newStatus = z.object({ value: status });
const fallbackStatus = z.object({ value: status.optional() });
/** Zod's record would drop the name __proto__. */
const metadata = z.custom<Record<string, string>>(
  (query) => Object.values(query as object).every((it) => it === `${it}`),
  "must have each name once",
);

/** The requests of instances, and those of operators about them. */
export function createInstanceApi(registry: RegistryService): Router {
  const router = Router();

  // The other requests have no body, whatever their type is.
  router.post("/apps/:app", readBody);
  router.post("/apps/:app", (req, res) => {
    const { instance, override } = parse(registration, req.body).instance;
    if (instance.app !== req.params.app.toUpperCase()) {
      throw new Invalid(`The app is ${instance.app}, not ${req.params.app}.`);
    }
    registry.register(instance, originOf(req), override);
    res.status(204).end();
  });

  router
    .route("/apps/:app/:id")
    .put((req, res) => {
      const { app, id } = req.params;
      const { lastDirtyTimestamp } = parse(renewal, req.query);
      const newer = registry.renew(app, id, originOf(req), lastDirtyTimestamp);
      if (!newer) return res.status(200).end();
      return answer(req, res.status(409), { instance: toInstanceInfo(newer) });
    })
    .delete((req, res) => {
      registry.cancel(req.params.app, req.params.id, originOf(req));
      res.status(200).end();
    });

  router
    .route("/apps/:app/:id/status")
    .put((req, res) => {
      const { value } = parse(newStatus, req.query);
      registry.override(req.params.app, req.params.id, value, originOf(req));
      res.status(200).end();
    })
    .delete((req, res) => {
      const { app, id } = req.params;
      const { value } = parse(fallbackStatus, req.query);
      registry.removeOverride(app, id, originOf(req), value);
      res.status(200).end();
    });

  router.put("/apps/:app/:id/metadata", (req, res) => {
    const added = parse(metadata, req.query);
    registry.addMetadata(req.params.app, req.params.id, added);
    res.status(200).end();
  });

  return router;
}

function originOf(req: Request): Origin {
  return req.get(replicationHeader) === "true" ? "peer" : "client";
}
