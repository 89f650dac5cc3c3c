import * as z from "zod";
import {
  callers,
  created,
  describeService,
  ok,
  requestBody,
} from "#commons/openapi/describe.ts";
import { login } from "./account.ts";

const token = z
  .strictObject({
    token: z.string(),
    tokenType: z.literal("Bearer"),
    expiresIn: z.int().meta({ description: "Seconds" }),
  })
  .meta({ id: "Token" });

const keySet = z
  .strictObject({
    keys: z.array(z.looseObject({ kty: z.string(), kid: z.string() })),
  })
  .meta({ id: "KeySet" });

const accessToken = z
  .strictObject({
    access_token: z.string(),
    token_type: z.literal("Bearer"),
    expires_in: z.int().meta({ description: "Seconds" }),
  })
  .meta({ id: "AccessToken" });

const grant = z.strictObject({
  grant_type: z.literal("client_credentials"),
  client_id: z.string().optional(),
  client_secret: z.string().optional(),
});

const newKey = z
  .strictObject({ kid: z.string(), signsFrom: z.iso.datetime() })
  .meta({ id: "NewKey" });

const messages = z
  .strictObject({
    items: z.array(
      z.strictObject({
        id: z.string(),
        channel: z.string(),
        message: z.string(),
        at: z.iso.datetime(),
      }),
    ),
  })
  .meta({ id: "Messages" });

/** With the rules of slack-api, which refuses bad values. */
const messageQuery = z.object({
  channel: z
    .string()
    .optional()
    .meta({ param: { example: "#user" } }),
  limit: z.string().optional().meta({ description: "1 to 100; usually 10" }),
  offset: z
    .string()
    .optional()
    .meta({ description: "How many newer ones to leave out" }),
});

/** The operations of the gateway itself, and those with rules of its own. */
export const gatewayOpenApi = describeService(
  "gateway",
  "The entrance to the store: login, and forwarding to the services.",
  {
    "POST /login": {
      summary: "Log in; send the token in the header Authorization",
      requestBody: requestBody(login, {
        username: "alice",
        password: "wonderland",
      }),
      responses: { 200: ok(token) },
    },
    "GET /.well-known/jwks.json": {
      summary: "The public keys that tokens are verified with",
      responses: { 200: ok(keySet) },
    },
    "POST /keys": {
      summary: "Make a new key; earlier tokens stay valid",
      security: callers("admin"),
      responses: { 201: created(newKey) },
    },
    "GET /messages": {
      summary: "List messages to the staff, the newest first",
      security: callers("admin"),
      requestParams: { query: messageQuery },
      responses: { 200: ok(messages) },
    },
    "POST /token": {
      summary: "A token for another system: OAuth's client credentials",
      requestBody: {
        required: true,
        content: {
          "application/x-www-form-urlencoded": {
            schema: grant,
            example: { grant_type: "client_credentials", client_id: "partner" },
          },
        },
      },
      responses: { 200: ok(accessToken) },
    },
  },
);
