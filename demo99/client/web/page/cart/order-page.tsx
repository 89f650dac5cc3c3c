import { useCallback } from "react";
import type { Order } from "../../../store-client.ts";
import { formatMoney } from "../money.ts";
import { Notice } from "../notice.tsx";
import { PageHeading } from "../page-heading.tsx";
import { Link } from "../router.tsx";
import { explain, useStore } from "../store.ts";
import { useLoaded } from "../use-loaded.ts";

const outage = "Your order cannot be shown right now. It is not lost.";

export function OrderPage({ orderId }: { orderId: string }) {
  const { orders } = useStore();
  const load = useCallback(() => orders.get(orderId), [orders, orderId]);
  const { value: order, error, retry } = useLoaded(load);
  return (
    <>
      <PageHeading title={order ? "Thank you!" : "Your order"} />
      {error !== undefined && (
        <Notice onRetry={retry}>{explain(error, outage)}</Notice>
      )}
      {order && <Confirmation order={order} />}
    </>
  );
}

function Confirmation({ order }: { order: Order }) {
  return (
    <section className="confirmation" aria-label="Order confirmation">
      <p>
        Your order is confirmed. Its number is <code>{order.orderId}</code>
      </p>
      <ul className="lines">
        {order.lines.map(({ number, title, quantity, priceCents }) => (
          <li className="line" key={number}>
            <span className="line__what">
              {quantity} × {title}
            </span>
            <strong className="line__price">
              {formatMoney(priceCents * quantity)}
            </strong>
          </li>
        ))}
      </ul>
      <p className="total">
        Total <strong>{formatMoney(order.totalCents)}</strong>
      </p>
      <Link className="button" href="/">
        Back to the shop
      </Link>
    </section>
  );
}
