import { expect } from "chai";
import { runningStage } from "../hooks.ts";

/** The headers of a call by this user, after a login. */
export async function logIn(username: string, password: string) {
  const response = await askToLogIn(username, password);
  expect(response.status).to.equal(200);
  const { token } = (await response.json()) as { token: string };
  return { authorization: `Bearer ${token}` };
}

export function askToLogIn(username: string, password: string) {
  return callGateway("POST", "/login", { json: { username, password } });
}

type Sent = {
  headers?: Record<string, string>;
  json?: unknown;
  index?: number;
};

/** Calls a gateway instance, the first one by default. */
export function callGateway(
  method: string,
  path: string,
  { headers = {}, json, index = 1 }: Sent = {},
) {
  return fetch(runningStage().url("gateway", index) + path, {
    method,
    headers: {
      ...(json ? { "content-type": "application/json" } : {}),
      ...headers,
    },
    body: json ? JSON.stringify(json) : null,
    signal: AbortSignal.timeout(15_000),
  });
}

/** The id of the key that signed a token. */
export function keyIdOf({ authorization }: { authorization: string }): string {
  const [header = ""] = authorization.slice("Bearer ".length).split(".");
  return JSON.parse(Buffer.from(header, "base64url").toString()).kid;
}
