import { Conflict, NotFound } from "#commons/errors.ts";
import {
  type Charge,
  cancelled,
  chargeOf,
  completed,
  type NewCharge,
  refunded,
  tombstoneOf,
} from "./charge.ts";
import type { ChargeRepository } from "./charge-repository.ts";

export type ChargeService = ReturnType<typeof createChargeService>;

/** Charges cards: once for each key, however often it is called. */
export function createChargeService(charges: ChargeRepository) {
  async function get(key: string): Promise<Charge> {
    const charge = await charges.find(key);
    if (charge) return charge;
    throw new NotFound(`There is no charge ${key}.`);
  }

  async function change(key: string, toNext: (charge: Charge) => Charge) {
    for (;;) {
      const charge = await get(key);
      const next = toNext(charge);
      if (next === charge) return charge;
      if (await charges.replace(next, charge.status)) return next;
    }
  }

  return {
    /** The charge of the key, also if it was cancelled before it arrived. */
    async charge(wanted: NewCharge): Promise<Charge> {
      const made = chargeOf(wanted);
      if (await charges.insert(made)) return made;
      const known = await get(wanted.key);
      const { amountMinor, currency, token } = known;
      const isSame =
        amountMinor === wanted.amountMinor &&
        currency === wanted.currency &&
        token === wanted.token;
      if (isSame || known.status === "CANCELLED") return known;
      throw new Conflict("The key belongs to another charge.");
    },

    async cancel(key: string): Promise<Charge> {
      const tombstone = tombstoneOf(key);
      if (await charges.insert(tombstone)) return tombstone;
      return change(key, cancelled);
    },

    refund: (key: string) =>
      change(key, (charge) => {
        const next = refunded(charge);
        if (next) return next;
        throw new Conflict(`There is nothing to refund: ${charge.status}.`);
      }),

    complete: (key: string, approved: boolean) =>
      change(key, (charge) => completed(charge, approved)),

    get,

    /** Each movement of money, the oldest first. */
    async listLedger() {
      const all = await charges.list();
      return all
        .flatMap(({ key, amountMinor, currency, entries }) =>
          entries.map((entry) => ({ key, amountMinor, currency, ...entry })),
        )
        .toSorted((a, b) => a.at.getTime() - b.at.getTime());
    },
  };
}
