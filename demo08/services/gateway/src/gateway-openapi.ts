import * as z from "zod";
import { describeService, ok, requestBody } from "#commons/openapi/describe.ts";
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

/** The operations that the gateway implements itself. */
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
      summary: "The public key that tokens are verified with",
      responses: { 200: ok(keySet) },
    },
  },
);
