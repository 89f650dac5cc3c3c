import { Link } from "#client/pages/navigation.tsx";
import { useLive } from "../live/live-context.ts";
import { formatMoney } from "../money.ts";
import { Notice } from "../notice.tsx";
import { PageHeading } from "../page-heading.tsx";
import { useCart } from "./cart-context.tsx";
import { usePayment } from "./use-payment.ts";

type Props = { orderId: string };

/** Where the customer confirms a charge or rejects it, as at a bank. */
export function PaymentPage({ orderId }: Props) {
  const { cart, isFailed, reload } = useCart();
  useLive((message) => {
    if (message.type === "order" && message.orderId === orderId) void reload();
  });
  const unpaid = cart?.unpaid?.orderId === orderId ? cart.unpaid : undefined;
  return (
    <>
      <PageHeading title={unpaid ? "Confirm your payment" : "Your payment"} />
      {unpaid && <Confirmation {...unpaid} />}
      {!cart && !isFailed && <p>Loading your payment …</p>}
      {!cart && isFailed && (
        <Notice onRetry={reload}>
          Your payment cannot be shown right now. No money was taken yet.
        </Notice>
      )}
      {cart && !unpaid && <Over />}
    </>
  );
}

function Confirmation({ orderId, totalCents }: Props & { totalCents: number }) {
  const { complete, isPending, failure } = usePayment(orderId);
  return (
    <section className="confirmation" aria-label="Confirmation of the payment">
      <p>
        The bank of test card 3155 asks: do you want to pay{" "}
        <strong>{formatMoney(totalCents)}</strong> to The Pie Store? Your order
        is made when you confirm; no money is taken before. Without an answer,
        the payment is cancelled after some minutes.
      </p>
      {failure && <Notice>{failure}</Notice>}
      <div className="form__actions">
        <button
          type="button"
          className="button--main"
          disabled={isPending}
          onClick={() => complete(true)}
        >
          {isPending ? "Sending …" : "Confirm the payment"}
        </button>
        <button
          type="button"
          disabled={isPending}
          onClick={() => complete(false)}
        >
          Reject it
        </button>
      </div>
    </section>
  );
}

function Over() {
  return (
    <>
      <p>
        No payment waits for your confirmation here. If it was confirmed, it is
        among your orders; if not, no money was taken, and your cart is kept.
      </p>
      <p className="login-first">
        <Link className="button" href="/order">
          Your orders
        </Link>
        <Link className="button" href="/cart">
          Your cart
        </Link>
      </p>
    </>
  );
}
