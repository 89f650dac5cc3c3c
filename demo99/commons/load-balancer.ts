export type Strategy = "round-robin" | "least-outstanding";

type Settings = { strategy?: Strategy; now?: () => number };
type Target = {
  url: string;
  /** Calls under way. */
  outstanding: number;
  /** When it was chosen last; counts the choices. */
  turn: number;
  setAsideUntil: number;
};

const setAsideMs = 5_000;

export type LoadBalancer = ReturnType<typeof createLoadBalancer>;

/**
 * Spreads the calls of one client over the instances of a service. Round robin
 * takes turns; least outstanding prefers who has the fewest calls under way.
 */
export function createLoadBalancer({
  strategy = "round-robin",
  now = Date.now,
}: Settings = {}) {
  const targets = new Map<string, Target>();
  let turns = 0;

  function targetOf(url: string): Target {
    const known = targets.get(url);
    if (known) return known;
    const target = { url, outstanding: 0, turn: 0, setAsideUntil: 0 };
    targets.set(url, target);
    return target;
  }

  function forgetOthers(urls: string[]) {
    for (const { url, outstanding } of targets.values()) {
      if (outstanding === 0 && !urls.includes(url)) targets.delete(url);
    }
  }

  /** One that is set aside is chosen only if there is no other. */
  function choose(urls: string[]): Target {
    const all = urls.map(targetOf);
    const well = all.filter((target) => target.setAsideUntil <= now());
    const candidates = well.length > 0 ? well : all;
    const [chosen] = candidates.sort(orders[strategy]);
    if (!chosen) throw new RangeError("There is no instance to choose from.");
    chosen.turn = ++turns;
    return chosen;
  }

  async function use<T>(target: Target, send: (url: string) => Promise<T>) {
    target.outstanding++;
    try {
      return await send(target.url);
    } catch (error) {
      if (isRefused(error) || isReset(error)) {
        target.setAsideUntil = now() + setAsideMs;
      }
      throw error;
    } finally {
      target.outstanding--;
    }
  }

  /**
   * Calls an instance, and the next one as long as `mayCallNext` says so of
   * the error; none of them twice.
   */
  async function call<T>(
    urls: string[],
    send: (url: string) => Promise<T>,
    mayCallNext: (error: unknown) => boolean,
  ): Promise<T> {
    forgetOthers(urls);
    let left = urls;
    for (;;) {
      const target = choose(left);
      left = left.filter((url) => url !== target.url);
      try {
        return await use(target, send);
      } catch (error) {
        if (left.length === 0 || !mayCallNext(error)) throw error;
      }
    }
  }

  return { call };
}

const orders = {
  "round-robin": (a: Target, b: Target) => a.turn - b.turn,
  "least-outstanding": (a: Target, b: Target) =>
    a.outstanding - b.outstanding || a.turn - b.turn,
};

const notReached = ["ECONNREFUSED", "EHOSTUNREACH", "ENOTFOUND", "EAI_AGAIN"];

/** The request has not left this process. */
export function isRefused(error: unknown): boolean {
  return notReached.includes(codeOf(error));
}

/** The request may have been served, or not. */
export function isReset(error: unknown): boolean {
  return ["ECONNRESET", "EPIPE"].includes(codeOf(error));
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? "";
}
