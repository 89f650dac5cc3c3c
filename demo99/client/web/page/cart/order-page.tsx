import { Link } from "#client/pages/navigation.tsx";
import type { Order } from "../../../store-client.ts";
import { Notice } from "../notice.tsx";
import { PageHeading } from "../page-heading.tsx";
import { explain } from "../store.ts";
import { OrderLines } from "./order-lines.tsx";
import { useOrder } from "./use-order.ts";

const outage = "Your order cannot be shown right now. It is not lost.";

export function OrderPage({ orderId }: { orderId: string }) {
  const { order, error, retry } = useOrder(orderId);
  return (
    <>
      <PageHeading title={isPaid(order) ? "Thank you!" : "Your order"} />
      {error !== undefined && (
        <Notice onRetry={retry}>{explain(error, outage)}</Notice>
      )}
      {order && <Confirmation order={order} />}
    </>
  );
}

const isPaid = (order?: Order) => order?.payment === "PAID";

function Confirmation({ order }: { order: Order }) {
  return (
    <section className="confirmation" aria-label="Order confirmation">
      <p>
        Your order is {order.status.toLowerCase()}. Its number is{" "}
        <code>{order.orderId}</code>
      </p>
      <p>
        {isPaid(order)
          ? "It is paid."
          : "It was refunded: the money goes back to your card."}
      </p>
      <OrderLines order={order} />
      <Link className="button" href="/">
        Back to the shop
      </Link>
    </section>
  );
}
