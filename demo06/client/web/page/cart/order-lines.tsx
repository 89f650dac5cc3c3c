import type { Order } from "../../../store-client.ts";
import { formatMoney } from "../money.ts";

/** What an order consists of, and its total. */
export function OrderLines({ order }: { order: Order }) {
  return (
    <>
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
    </>
  );
}
