import type { Sale } from "../../../store-client.ts";
import { formatMoney } from "../money.ts";
import { formatTime } from "../time.ts";

type Props = { sale: Sale; onRefund: () => void };

/** An order, with its customer and its payment. */
export function SaleLine({ sale, onRefund }: Props) {
  const { orderId, cartId, lines, totalCents, payment, decidedAt } = sale;
  const titles = lines.map(({ quantity, title }) => `${quantity} × ${title}`);
  return (
    <li className="line" aria-label={`Order ${orderId}`}>
      <div className="line__what">
        <span>{titles.join(", ")}</span>
        <span>
          Customer {cartId} ·{" "}
          <time dateTime={decidedAt}>{formatTime(decidedAt)}</time>
        </span>
        <span className="soft">Order {orderId}</span>
      </div>
      <span>{payment.toLowerCase()}</span>
      <strong className="line__price">{formatMoney(totalCents)}</strong>
      {payment === "PAID" && (
        <button
          type="button"
          aria-label={`Refund order ${orderId}`}
          onClick={onRefund}
        >
          Refund
        </button>
      )}
    </li>
  );
}
