import { setTimeout as delay } from "node:timers/promises";
import type { Log } from "#commons/log.ts";
import { createBoundedMap } from "./bounded-map.ts";
import { sizeOf } from "./instance.ts";
import type { Limits } from "./limits.ts";
import type { Action, PeerClient } from "./peer-client.ts";
import type { InstanceLease } from "./registration.ts";

type QueueLimits = Pick<Limits, "instances" | "totalBytes">;
type Message = { action: Action; lease: InstanceLease; since: number };

export type Peers = ReturnType<typeof createPeers>;

/** Replicates every message to the peers, without waiting for them. */
export function createPeers(
  clients: PeerClient[],
  log: Log,
  limits: QueueLimits,
) {
  const mailboxes = clients.map((client) => createMailbox(client, log, limits));
  return {
    tell(action: Action, lease: InstanceLease) {
      for (const mailbox of mailboxes) mailbox.put(action, lease);
    },
  };
}

/**
 * The messages to one peer, in order, the same message only once. When the
 * queue is full, the oldest is dropped: the next heartbeat repeats its content.
 */
function createMailbox(
  client: PeerClient,
  log: Log,
  { instances, totalBytes }: QueueLimits,
  keptForMs = 30_000,
) {
  const messages = createBoundedMap<Message>(instances, totalBytes);
  let isSending = false;
  let isAway = false;

  async function sendAll() {
    if (isSending) return;
    isSending = true;
    for (let next = messages.oldest(); next; next = messages.oldest()) {
      const { key, value: message } = next;
      const isDone = (await send(message)) || isTooLate(message);
      if (isDone && messages.get(key) === message) messages.delete(key);
    }
    isSending = false;
  }

  async function send({ action, lease }: Message): Promise<boolean> {
    try {
      await client.send(action, lease);
      if (isAway) log.info(`peer ${client.url} responds again`);
      isAway = false;
      return true;
    } catch (error) {
      const { message } = error as Error;
      if (!isAway) log.warn(`peer ${client.url} does not respond: ${message}`);
      isAway = true;
      await delay(500, undefined, { ref: false });
      return false;
    }
  }

  /** A peer that lacks the instance asks for it at the next heartbeat. */
  function isTooLate({ action, since }: Message) {
    return action === "Heartbeat" || Date.now() > since + keptForMs;
  }

  return {
    put(action: Action, lease: InstanceLease) {
      const name = `${action} ${lease.key}`;
      const message = { action, lease, since: Date.now() };
      messages.put(name, message, sizeOf(lease.holder.instance));
      sendAll();
    },
  };
}
