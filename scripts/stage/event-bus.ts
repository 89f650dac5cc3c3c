import { randomUUID } from "node:crypto";
import type { Overview } from "../../demo99/services/event-bus/src/overview-service.ts";
import { didYouMean } from "../command/did-you-mean.ts";
import { signServiceToken } from "../tokens/token.ts";
import { StageError, UsageError } from "./errors.ts";
import type { Stage } from "./stage.ts";

type Parts = Pick<Stage, "url" | "serviceSecret">;
type Sent = { body?: object; token?: string };

/** The account of the staff that comes with the store. */
const staff = { username: "admin", password: "oven-mitts" };

/** The subscribers of the event bus, and what is set aside; a line each. */
export async function listSubscribers(stage: Parts): Promise<string> {
  const { position, ...found } = await readOverview(stage);
  const width = Math.max(...found.subscribers.map(({ name }) => name.length));
  const subscribers = found.subscribers.map((it) => {
    const place = `${it.position} of ${position}`;
    return `${it.name.padEnd(width)}  ${place}  ${it.summary}`;
  });
  const setAside = found.setAside.map(({ subscriber, type, id, error }) => {
    return `set aside for ${subscriber}: ${type} ${id}: ${error}`;
  });
  return [...subscribers, ...setAside].join("\n");
}

/** Publishes an event whose data no subscriber can read; returns its id. */
export async function publishPoison(stage: Parts): Promise<string> {
  const id = `poison-${randomUUID().slice(0, 8)}`;
  const token = signServiceToken("posts-api", stage.serviceSecret);
  const body = { id, type: "PostCreated", data: { postId: id } };
  await call(stage, "/events", { body, token });
  return id;
}

/** Has what is set aside for a subscriber delivered again; returns how many. */
export async function redeliver(stage: Parts, name: string): Promise<number> {
  const { subscribers } = await readOverview(stage);
  const names = subscribers.map((it) => it.name);
  if (!names.includes(name)) {
    const hint = didYouMean(name, names);
    throw new UsageError(
      `There is no subscriber ${name}. The subscribers: ${names.join(", ")}.${hint}`,
    );
  }
  const { token } = await call<{ token: string }>(stage, "/login", {
    body: staff,
  });
  const path = `/subscribers/${name}/requeue`;
  const reply = await call<{ requeued: number }>(stage, path, {
    ...{ body: {}, token },
  });
  return reply.requeued;
}

const readOverview = (stage: Parts) => call<Overview>(stage, "/overview");

async function call<T>(
  { url }: Parts,
  path: string,
  { body, token }: Sent = {},
): Promise<T> {
  const response = await fetch(url("event-bus") + path, {
    method: body ? "POST" : "GET",
    headers: {
      "content-type": "application/json",
      ...(token && { authorization: `Bearer ${token}` }),
    },
    body: body ? JSON.stringify(body) : null,
    signal: AbortSignal.timeout(15_000),
  }).catch((cause) => {
    throw new StageError("The event bus does not respond.", { cause });
  });
  const reply = await response.json().catch(() => ({}));
  if (response.ok) return reply as T;
  throw new StageError(reply.detail ?? `event-bus: ${response.status}`);
}
