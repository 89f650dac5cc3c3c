import { Conflict, Unavailable } from "#commons/errors.ts";
import type {
  Reservation,
  ReservationRepository,
} from "./reservation-repository.ts";
import type { Line, ReservationRequest, Shortage } from "./stock.ts";
import type { StockRepository } from "./stock-repository.ts";

export type ReservationService = ReturnType<typeof createReservationService>;

type Stock = Pick<StockRepository, "take" | "giveBack" | "takeBack" | "find">;

/**
 * Takes all lines of an order or none. The steps can be repeated after a crash
 * at any point: a hold in the stock line records what was taken.
 */
export function createReservationService(
  stock: Stock,
  reservations: ReservationRepository,
) {
  async function take(reservation: Reservation): Promise<Reservation> {
    const { orderId, lines } = reservation;
    // Wait for all of them, since only what was taken can be given back.
    const ends = await Promise.allSettled(
      lines.map((line) => stock.take(reservation, line)),
    );
    const taken = ends.map(answerOf);
    const missing = lines.filter((_, i) => !taken[i]);
    const outcome = missing.length === 0 ? "RESERVED" : "REFUSED";
    const shortages = await Promise.all(missing.map(shortageOf));
    return finish(await reservations.settle(orderId, outcome, shortages));
  }

  async function shortageOf({ number, quantity }: Line): Promise<Shortage> {
    const line = await stock.find(number);
    return { number, quantity, onHand: line?.onHand ?? 0 };
  }

  /** Gives the stock back, unless it is reserved or given back already. */
  async function finish(settled: Reservation): Promise<Reservation> {
    const { orderId, lines, status, isSold, isGivenBack } = settled;
    if (status === "RESERVED" || isGivenBack) return settled;
    if (isSold) {
      const backs = lines.map((line) => stock.takeBack(settled, line));
      if ((await Promise.all(backs)).includes(false)) {
        throw new Unavailable(`Order ${orderId} is still being cancelled.`);
      }
    } else {
      await Promise.all(lines.map((line) => stock.giveBack(settled, line)));
    }
    await reservations.setGivenBack(orderId);
    return settled;
  }

  return {
    /** Idempotent: a repeated order gets the same reply and takes nothing. */
    async reserve(request: ReservationRequest) {
      const opened = await reservations.open(request);
      const isNew = opened.status === "PENDING";
      const { orderId, lines, status, shortages } = isNew
        ? await take(opened)
        : opened;
      if (status === "RESERVED") return { orderId, lines };
      if (status === "CANCELLED") {
        throw new Conflict(`The order ${orderId} was cancelled.`);
      }
      throw new Conflict("There is not enough in stock.", {
        members: { shortages },
      });
    },

    async cancel(orderId: string) {
      await finish(await reservations.cancel(orderId));
    },

    finish,
  };
}

function answerOf<T>(end: PromiseSettledResult<T>): T {
  if (end.status === "rejected") throw end.reason;
  return end.value;
}
