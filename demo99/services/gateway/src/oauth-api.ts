import { isUtf8 } from "node:buffer";
import express, { type Request, Router } from "express";
import { Invalid, Unauthenticated } from "#commons/errors.ts";
import { requireDecodable } from "#commons/requests/decodable-url.ts";
import {
  noQuery,
  requireRead,
  requireType,
  requireUtf8,
} from "#commons/requests/json-body.ts";
import type { LoginBrake } from "./login-brake.ts";
import { type Clients, isClient } from "./oauth-client.ts";
import { limitFailures } from "./rate-limit.ts";
import type { TokenService } from "./token-service.ts";

/** Short: a client gets another one whenever it needs one. */
const seconds = 300;
const basic = 'Basic realm="store"';

const readForm = Router().use(
  requireType("application/x-www-form-urlencoded"),
  express.urlencoded({ limit: "10kb", extended: false, verify: requireForm }),
  requireRead("application/x-www-form-urlencoded"),
);

type Dependencies = {
  clients: Clients;
  tokens: TokenService;
  brake: LoginBrake;
};

/**
 * `POST /token`: OAuth's client credentials (RFC 6749, 4.4), for services of
 * other systems. The client authenticates with HTTP Basic, or in the body.
 */
export function createOauthApi({ clients, tokens, brake }: Dependencies) {
  const router = Router();

  async function check(id: string, secret: string) {
    if (isClient(clients, id, secret)) return;
    const error = { error: "invalid_client" };
    throw new Unauthenticated("Unknown client or wrong secret.", basic, error);
  }

  router.use("/token", noQuery, readForm, limitFailures(100));

  router.post("/token", async (req, res) => {
    if (req.body?.grant_type !== "client_credentials") {
      throw new Invalid("The form must have grant_type=client_credentials.", {
        members: { error: "unsupported_grant_type" },
      });
    }
    const [id, secret] = credentialsOf(req);
    await brake.slow(`client ${id} ${req.ip}`, () => check(id, secret));
    const { token } = await tokens.issue(
      { name: id, role: "service" },
      seconds,
    );
    res.set("cache-control", "no-store").json({
      access_token: token,
      token_type: "Bearer",
      expires_in: seconds,
    });
  });

  return router;
}

/** Express would replace undecodable bytes. */
function requireForm(_req: unknown, _res: unknown, body: Buffer) {
  requireUtf8(_req, _res, body);
  requireDecodable("form", body.toString());
}

function credentialsOf(req: Request): [id: string, secret: string] {
  const { client_id: id = "", client_secret: secret = "" } = req.body;
  const [, basic] = /^Basic +(.+)$/i.exec(req.get("authorization") ?? "") ?? [];
  if (!basic) return [`${id}`, `${secret}`];
  const credentials = Buffer.from(basic, "base64");
  if (!isUtf8(credentials)) throw new Invalid("The credentials must be UTF-8.");
  const [name = "", ...rest] = credentials.toString().split(":");
  return [decode(name), decode(rest.join(":"))];
}

/** Both are form-encoded before they are joined (RFC 6749, 2.3.1). */
function decode(text: string): string {
  requireDecodable("credentials", text);
  return new URLSearchParams(`x=${text.replaceAll("&", "%26")}`).get("x") ?? "";
}
