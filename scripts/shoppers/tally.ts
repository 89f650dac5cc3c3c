import type { Kind } from "./deck.ts";

/** The result of one request. */
export type Outcome = {
  kind: Kind;
  ms: number;
  status: number;
  isDue: boolean;
  detail: string;
};

export type Row = {
  kind: Kind | "all";
  count: number;
  p50: number;
  p95: number;
  p99: number;
};

export type Tally = ReturnType<typeof createTally>;

const kinds: Kind[] = ["browse", "cart", "checkout", "wrong"];

/** Ids of carts and items: reasons that differ only in these are the same. */
const ids = /shopper-[\w-]+|\d{12,13}/g;

/** Counts the responses to the shoppers. */
export function createTally() {
  const times = new Map<Kind, number[]>(kinds.map((kind) => [kind, []]));
  const errors = { due: 0, undue: 0 };
  const reasons = new Map<string, number>();

  return {
    add({ kind, ms, status, isDue, detail }: Outcome) {
      times.get(kind)?.push(ms);
      if (!isDue) {
        errors.undue++;
        const said = detail.replace(ids, "…");
        const reason = `${kind}: ${status || "no answer"} "${said}"`;
        reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
      } else if (status >= 400) errors.due++;
    },

    errors: () => ({ ...errors }),

    rows(): Row[] {
      const all = toRow("all", [...times.values()].flat());
      return [...kinds.map((kind) => toRow(kind, times.get(kind) ?? [])), all];
    },

    /** The reasons of unexpected failures, the most frequent first. */
    reasons: () => [...reasons].toSorted(([, a], [, b]) => b - a),
  };
}

function toRow(kind: Row["kind"], ms: number[]): Row {
  const sorted = ms.toSorted((a, b) => a - b);
  return {
    kind,
    count: sorted.length,
    p50: percentile(sorted, 50),
    p95: percentile(sorted, 95),
    p99: percentile(sorted, 99),
  };
}

/** The value that `percent` % of the values do not exceed (nearest rank). */
export function percentile(sorted: number[], percent: number): number {
  const rank = Math.ceil((percent / 100) * sorted.length);
  return sorted[Math.max(rank, 1) - 1] ?? 0;
}
