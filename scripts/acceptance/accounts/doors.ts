import { runningStage } from "../hooks.ts";
import { unique } from "../samples.ts";

export type Door = { name: string; url: () => string };

/** The two ways to user-api. */
export const doors: Door[] = [
  { name: "at user-api", url: () => runningStage().url("user-api") },
  { name: "at the gateway", url: () => runningStage().url("gateway") },
];

export type User = { id: string; name: string; email: string };
type Sent = { json?: unknown; headers?: Record<string, string> };

/** One plain call, with a JSON body if there is one. */
export function call(
  url: string,
  method: string,
  { json, headers }: Sent = {},
) {
  return fetch(url, {
    method,
    headers: { "content-type": "application/json", ...headers },
    body: json === undefined ? null : JSON.stringify(json),
    signal: AbortSignal.timeout(15_000),
  });
}

export const password = "rolling-pin";

export function newProfile() {
  return { name: "Ada Crust", email: `${unique()}@store.example` };
}

/** A new user with the usual password. */
export function signUp(profile = newProfile()): Promise<User> {
  return post({ ...profile, password });
}

/** A new user without a password, since a hash takes longer than the rest. */
export function signUpQuickly(
  headers = {},
  profile = newProfile(),
): Promise<User> {
  return post(profile, headers);
}

async function post(json: object, headers = {}): Promise<User> {
  const url = `${runningStage().url("gateway")}/user`;
  const reply = await call(url, "POST", { json, headers });
  if (reply.status !== 201) throw new Error(await reply.text());
  return (await reply.json()) as User;
}
