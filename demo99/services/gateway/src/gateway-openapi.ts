import { z } from "zod";
import type { Description } from "#commons/openapi.ts";
import { login } from "./account.ts";
import { nothing } from "./key.ts";
import { credentials } from "./service-account.ts";

const token = z
  .strictObject({
    token: z.string(),
    tokenType: z.literal("Bearer"),
    expiresIn: z.int().describe("seconds"),
  })
  .meta({ title: "Token" });

const keys = z
  .strictObject({
    keys: z.array(z.looseObject({ kty: z.string(), kid: z.string() })),
  })
  .meta({ title: "KeySet" });

const newKey = z
  .strictObject({ kid: z.string(), signsFrom: z.iso.datetime() })
  .meta({ title: "NewKey" });

/** What the gateway answers itself. */
export const gatewayDescription: Description = {
  service: "gateway",
  summary: "The door of the store: it says in writing who somebody is.",
  operations: {
    "POST /login": {
      summary: "Log in; the token goes into the header `Authorization`",
      body: login.meta({
        examples: [{ username: "alice", password: "wonderland" }],
      }),
      answers: { 200: token },
    },
    "POST /token": {
      summary: "A token for a service, by OAuth's client credentials",
      body: credentials,
      answers: { 200: token },
    },
    "GET /.well-known/jwks.json": {
      summary: "The public keys with which tokens are checked",
      answers: { 200: keys },
    },
    "POST /keys": {
      summary: "Sign with a new key; what the old one signed stays good",
      roles: ["admin"],
      body: nothing,
      answers: { 201: newKey },
    },
  },
};
