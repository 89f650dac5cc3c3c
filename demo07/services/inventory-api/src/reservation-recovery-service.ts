import type {
  Reservation,
  ReservationRepository,
} from "./reservation-repository.ts";
import type { ReservationService } from "./reservation-service.ts";
import type { Move, StockRepository } from "./stock-repository.ts";

const batch = 500;

/**
 * Completes what a crash left unfinished, and removes the holds of finished
 * orders, so that a stock line has those of the last seconds only.
 */
export function createRecovery(
  stock: Pick<StockRepository, "forget">,
  reservations: ReservationRepository,
  { finish }: Pick<ReservationService, "finish">,
) {
  async function resume(unfinished: Reservation) {
    const resumed = await reservations.resume(unfinished);
    if (resumed) await finish(resumed);
  }

  /** Marks them as sold first: a cancellation then needs no hold. */
  async function forget(orderIds: string[], time: Date) {
    const over = await reservations.sell(orderIds, time);
    const moves = [...movesByNumber(over)];
    await Promise.all(moves.map((args) => stock.forget(...args)));
    await reservations.close(
      over.map(({ orderId }) => orderId),
      time,
    );
  }

  /** For reservations that are `ageMs` old. */
  return async function recover(ageMs: number) {
    const time = new Date(Date.now() - ageMs);
    for (;;) {
      const open = await reservations.findOpenBefore(time, batch);
      const over = open.filter(isOver).map(({ orderId }) => orderId);
      await Promise.all(open.filter((it) => !isOver(it)).map(resume));
      if (over.length > 0) await forget(over, time);
      if (open.length < batch) return;
    }
  };
}

function isOver({ status, isGivenBack }: Reservation): boolean {
  return status === "RESERVED" || isGivenBack === true;
}

function movesByNumber(over: Reservation[]): Map<string, Move[]> {
  const moves = new Map<string, Move[]>();
  for (const { orderId, since, lines, status } of over) {
    const isCancelled = status === "CANCELLED";
    for (const { number } of lines) {
      const known = moves.get(number) ?? [];
      known.push({ orderId, since, isCancelled });
      moves.set(number, known);
    }
  }
  return moves;
}
