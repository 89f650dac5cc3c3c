import type { Cart, CartLine } from "../../../store-client.ts";

const time = new Intl.DateTimeFormat("en-GB", { timeStyle: "short" });
const day = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "short",
});

/** "14:05"; "20 Nov, 14:05" if that was not today. */
export function momentText(isoTime: string, now = new Date()): string {
  const moment = new Date(isoTime);
  const isToday = moment.toDateString() === now.toDateString();
  return (isToday ? "" : `${day.format(moment)}, `) + time.format(moment);
}

/** Marks a price that its catalogue cannot confirm right now. */
export function AsOf({ asOf }: Pick<CartLine, "asOf">) {
  if (!asOf) return null;
  return (
    <span className="as-of">
      price as of <time dateTime={asOf}>{momentText(asOf)}</time>
    </span>
  );
}

/** Whether there is a price in it that its catalogue cannot confirm. */
export function isStale(cart: Cart | undefined): boolean {
  return cart?.lines.some(({ asOf }) => asOf) ?? false;
}

/** What the marks mean for the customer. */
export function LastKnownNotice() {
  return (
    <p className="notice notice--calm" role="status">
      Not every catalogue answers right now, so some prices are the last ones we
      know. Nothing is sold at an old price: you can check out when all of them
      are back.
    </p>
  );
}
