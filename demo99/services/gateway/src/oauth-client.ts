import { createHash, timingSafeEqual } from "node:crypto";

/** Systems outside the store that may call it, and their secrets. */
export type Clients = Map<string, string>;

/** "partner:secret other:secret", as the setting has it. */
export function parseClients(text: string): Clients {
  const entries = text.split(/\s+/).filter(Boolean);
  return new Map(
    entries.map((entry) => {
      const [, id, secret] = /^([^:]+):(.{8,})$/.exec(entry) ?? [];
      if (id && secret) return [id, secret];
      throw new Error("OAUTH_CLIENTS must have entries like id:secret.");
    }),
  );
}

/** Takes a time that depends neither on the secret nor on the client. */
export function isClient(clients: Clients, id: string, secret: string) {
  const hash = (text: string) => createHash("sha256").update(text).digest();
  const isSecret = timingSafeEqual(hash(clients.get(id) ?? ""), hash(secret));
  return isSecret && clients.has(id);
}
