import { Link } from "#client/pages/navigation.tsx";
import { Notice } from "../notice.tsx";
import { PageHeading } from "../page-heading.tsx";
import { OrderLines } from "./order-lines.tsx";
import { useOrders } from "./use-orders.ts";

/** The customer's own orders, the latest first. */
export function OrdersPage() {
  const { orders, next, isFailed, more } = useOrders();
  return (
    <>
      <PageHeading title="Your orders" />
      {orders?.length === 0 && <p>You have not ordered anything yet.</p>}
      {orders?.map((order) => (
        <section key={order.orderId} aria-label={`Order ${order.orderId}`}>
          <h2>
            <Link href={`/order/${order.orderId}`}>Order {order.orderId}</Link>
          </h2>
          <p>
            Status: {order.status.toLowerCase()}, {order.payment.toLowerCase()}
          </p>
          <OrderLines order={order} />
        </section>
      ))}
      {isFailed && (
        <Notice onRetry={more}>
          Your orders cannot be shown right now. None of them is lost.
        </Notice>
      )}
      {next && !isFailed && (
        <button type="button" onClick={more}>
          Earlier orders
        </button>
      )}
    </>
  );
}
