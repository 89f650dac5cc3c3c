import * as z from "zod";
import {
  callers,
  describeService,
  ok,
  requestBody,
} from "#commons/openapi/describe.ts";
import { sources } from "#commons/replica/record.ts";
import { runQuery, runRequest } from "./run.ts";

const pair = {
  target: z.string().meta({ description: "The service with the replica" }),
  source: z.enum(sources),
};

const outcome = z.strictObject({
  ...pair,
  read: z.int(),
  put: z.int(),
  deleted: z.int(),
  error: z.string().optional(),
});

const run = z
  .strictObject({
    id: z.int(),
    startedAt: z.iso.datetime(),
    ms: z.int(),
    sources: z.array(outcome),
  })
  .meta({ id: "Run" });

const walk = z
  .strictObject({
    phase: z.enum(["copy", "delete"]),
    after: z.string().nullable(),
    startedAt: z.int(),
    read: z.int(),
    kept: z.int(),
  })
  .nullable()
  .meta({ description: "The walk in progress, and where it goes on" });

const source = z
  .strictObject({
    ...pair,
    walk,
    records: z.int(),
    error: z.string().nullable(),
    syncedAt: z.iso.datetime().nullable(),
    lagSeconds: z.number().nullable().meta({
      description: "Changes that are older have arrived",
    }),
  })
  .meta({ id: "SyncedSource" });

const list = (items: z.ZodType) => z.strictObject({ items: z.array(items) });
const { limit } = runQuery.shape;

export const syncOpenApi = describeService(
  "sync-api",
  "Copies master data to the replicas of other services.",
  {
    "GET /runs": {
      summary: "List the runs, the newest first; unchanged ones only once",
      requestParams: {
        query: z.object({
          limit: limit.meta({ description: "1 to 100; usually 20" }),
        }),
      },
      responses: { 200: ok(list(run)) },
    },
    "POST /runs": {
      summary: "Start a run now",
      security: callers("admin"),
      requestBody: requestBody(runRequest.optional(), {}),
      responses: {
        202: {
          ...ok(z.strictObject({ requested: z.literal(true) })),
          description: "Accepted",
        },
      },
    },
    "GET /sources": {
      summary: "How far each replica is with each source",
      responses: { 200: ok(list(source)) },
    },
  },
);
