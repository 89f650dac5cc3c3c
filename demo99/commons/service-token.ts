export type Credentials = { clientId: string; clientSecret: string };

/** `expiresIn` is in seconds. */
export type TokenAnswer = { token: string; expiresIn: number };

type Held = { token: string; renewAt: number; endsAt: number };

export type ServiceToken = ReturnType<typeof createServiceToken>;

/**
 * A service's own token, asked for when it is first needed, and again in good
 * time. Whoever needs it meanwhile waits for the same answer.
 */
export function createServiceToken(
  ask: () => Promise<TokenAnswer>,
  now: () => number = Date.now,
) {
  let held: Held | undefined;
  let underWay: Promise<Held> | undefined;

  async function askOnce(): Promise<Held> {
    const askedAt = now();
    const { token, expiresIn } = await ask();
    const [renewAt, endsAt] = [700, 950].map((ms) => askedAt + expiresIn * ms);
    return { token, renewAt, endsAt } as Held;
  }

  async function renew() {
    underWay ??= askOnce();
    try {
      held = await underWay;
    } finally {
      underWay = undefined;
    }
    return held.token;
  }

  return {
    async get(): Promise<string> {
      if (!held || held.endsAt <= now()) return renew();
      // Until the new one comes, the old one is good enough.
      if (held.renewAt <= now()) renew().catch(() => {});
      return held.token;
    },

    /** It was refused: whoever needs one next gets another. */
    forget(token: string) {
      if (held?.token === token) held = undefined;
    },
  };
}
