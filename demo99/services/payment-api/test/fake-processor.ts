import { Invalid } from "#commons/errors.ts";
import { type Charge, newCharge } from "../../payment-processor/src/charge.ts";
import type { ChargeRepository } from "../../payment-processor/src/charge-repository.ts";
import { createChargeService } from "../../payment-processor/src/charge-service.ts";
import type { Processor } from "../src/processor.ts";
import { toOutcome } from "../src/processor-client.ts";

/** The rules of the real fake, without HTTP and without a database. */
export function createFakeProcessor() {
  const charges = createChargeService(createChargesInMemory());
  const actionUrl = "http://processor.example/action";

  const processor: Processor = {
    async charge({ orderId: key, amountMinor, currency, token }) {
      const wanted = { key, amountMinor, currency, token };
      const { success, data } = newCharge.safeParse(wanted);
      if (!success) throw new Invalid("Not acceptable: token.");
      const made = toOutcome(await charges.charge(data));
      const isOpen = made.status === "REQUIRES_ACTION";
      return isOpen ? { ...made, actionUrl } : made;
    },
    complete: async (key, approved) =>
      toOutcome(await charges.complete(key, approved)),
    cancel: charges.cancel,
    refund: charges.refund,
    find: async (key) => charges.get(key).then(toOutcome, () => undefined),
  };

  /** The movements of the money of an order. */
  async function moved(orderId: string) {
    const ledger = await charges.listLedger();
    return ledger
      .filter(({ key }) => key === orderId)
      .map(({ type, amountMinor }) => `${type} ${amountMinor}`);
  }

  return {
    processor,
    complete: charges.complete,
    moved,
    ledger: charges.listLedger,
  };
}

function createChargesInMemory(): ChargeRepository {
  const stored = new Map<string, Charge>();
  return {
    find: async (key) => stored.get(key),
    async insert(charge) {
      if (stored.has(charge.key)) return false;
      stored.set(charge.key, charge);
      return true;
    },
    async replace(charge, status) {
      if (stored.get(charge.key)?.status !== status) return false;
      stored.set(charge.key, charge);
      return true;
    },
    list: async () => [...stored.values()],
  };
}
