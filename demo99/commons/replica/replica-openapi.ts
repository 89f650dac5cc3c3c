import * as z from "zod";
import {
  callers,
  noContent,
  ok,
  requestBody,
} from "#commons/openapi/describe.ts";
import { replicaChanges, sourcePath, sources } from "./record.ts";

const overview = z
  .strictObject({
    id: z.string().meta({ description: "Of this replica's database" }),
    sources: z.record(z.enum(sources), z.int()),
  })
  .meta({ id: "Replica" });

const path = z.object({
  source: sourcePath.shape.source.meta({ param: { example: "books" } }),
});

const example = {
  put: [
    {
      source: "books",
      id: "9798000000014",
      title: "A Brief History of Time",
      text: "",
      by: ["Stephen Hawking"],
      year: 1988,
      priceCents: 1499,
    },
  ],
  delete: [],
};

/** The operations of a service with a replica, for its own description. */
export const replicaOperations = {
  "GET /replica": {
    summary: "The identity of the replica, and its records by source",
    security: callers("service"),
    responses: { 200: ok(overview) },
  },
  "PUT /replica/{source}": {
    summary: "Put and delete records, at most 1,000; only for sync-api",
    security: callers("service"),
    requestParams: { path },
    requestBody: requestBody(replicaChanges, example),
    responses: { 204: noContent },
  },
};
