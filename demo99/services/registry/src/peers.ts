import { setTimeout as delay } from "node:timers/promises";
import type { Log } from "#commons/log.ts";
import type { Action, PeerClient } from "./peer-client.ts";
import type { InstanceLease } from "./registration.ts";

type Message = { action: Action; lease: InstanceLease; since: number };

export type Peers = ReturnType<typeof createPeers>;

/** Passes on to the peers what was said here; waits for none of them. */
export function createPeers(clients: PeerClient[], log: Log) {
  const mailboxes = clients.map((client) => createMailbox(client, log));
  return {
    tell(action: Action, lease: InstanceLease) {
      for (const mailbox of mailboxes) mailbox.put(action, lease);
    },
  };
}

/** What one peer has still to be told, in order, the same thing only once. */
function createMailbox(client: PeerClient, log: Log, keptForMs = 30_000) {
  const messages = new Map<string, Message>();
  let isSending = false;
  let isAway = false;

  async function sendAll() {
    if (isSending) return;
    isSending = true;
    for (let [next] = messages; next; [next] = messages) {
      const [name, message] = next;
      const isDone = (await send(message)) || isTooLate(message);
      if (isDone && messages.get(name) === message) messages.delete(name);
    }
    isSending = false;
  }

  async function send({ action, lease }: Message): Promise<boolean> {
    try {
      await client.send(action, lease);
      if (isAway) log.info(`peer ${client.url} is back`);
      isAway = false;
      return true;
    } catch (error) {
      const { message } = error as Error;
      if (!isAway) log.warn(`peer ${client.url} is away: ${message}`);
      isAway = true;
      await delay(500, undefined, { ref: false });
      return false;
    }
  }

  /** The next heartbeat tells the peer what it needs to know. */
  function isTooLate({ action, since }: Message) {
    return action === "Heartbeat" || Date.now() > since + keptForMs;
  }

  return {
    put(action: Action, lease: InstanceLease) {
      const name = `${action} ${lease.key}`;
      messages.delete(name);
      messages.set(name, { action, lease, since: Date.now() });
      sendAll();
    },
  };
}
