import { useState } from "react";
import { Link } from "#client/pages/navigation.tsx";
import type { Cart } from "../../../store-client.ts";
import { formatMoney } from "../money.ts";
import { Notice } from "../notice.tsx";
import { PageHeading } from "../page-heading.tsx";
import { Recommendations } from "../recommendations/recommendations.tsx";
import { useAgain } from "../use-again.ts";
import { useStock } from "../use-stock.ts";
import { CardChoice } from "./card-choice.tsx";
import { useCart } from "./cart-context.tsx";
import { CartLineRow } from "./cart-line.tsx";
import { ShortageNotice } from "./shortage-notice.tsx";
import { cardOnFile } from "./test-cards.ts";
import { useCheckout } from "./use-checkout.ts";

export function CartPage() {
  const { cart, isFailed, reload } = useCart();
  const isStale = cart?.lines.some((line) => line.isStale) ?? false;
  useAgain(isFailed || isStale, reload);
  return (
    <>
      <PageHeading title="Your cart" />
      {isFailed && (
        <Notice onRetry={reload}>
          Your cart is not available right now. Nothing in it is lost.
        </Notice>
      )}
      {!cart && !isFailed && <p>Loading your cart …</p>}
      {cart?.lines.length === 0 && (
        <p>
          Your cart is empty. <Link href="/">Browse the shop</Link>
        </p>
      )}
      {cart && cart.lines.length > 0 && <FilledCart cart={cart} />}
      <p>
        <Link href="/order">Your orders</Link>
      </p>
      {cart && cart.lines.length > 0 && (
        <Recommendations numbers={cart.lines.map((line) => line.number)} />
      )}
    </>
  );
}

function FilledCart({ cart }: { cart: Cart }) {
  const onHandOf = useStock(cart.lines.map((line) => line.number));
  const { checkout, isPending, refusal, forget } = useCheckout();
  const [token, setToken] = useState(cardOnFile);
  const shortOf = (number: string) =>
    refusal?.shortages.find((shortage) => shortage.number === number);
  const pay = () => checkout(token);
  return (
    <>
      <ul className="lines">
        {cart.lines.map((line) => (
          <CartLineRow
            key={line.number}
            line={line}
            onHand={shortOf(line.number)?.onHand ?? onHandOf(line.number)}
          />
        ))}
      </ul>
      <p className="total">
        Total <strong>{formatMoney(cart.totalCents)}</strong>
      </p>
      {refusal && (
        <ShortageNotice {...refusal} onSettled={forget} onRetry={pay} />
      )}
      {cart.unpaid ? (
        <UnpaidNotice {...cart.unpaid} />
      ) : (
        <>
          <CardChoice
            token={token}
            isDisabled={isPending}
            onChoose={setToken}
          />
          <button
            type="button"
            className="button--main"
            disabled={isPending}
            onClick={pay}
          >
            {isPending
              ? "Paying …"
              : `Check out and pay ${formatMoney(cart.totalCents)}`}
          </button>
        </>
      )}
    </>
  );
}

/** While this order waits, its lines cannot be changed. */
function UnpaidNotice({ orderId, totalCents }: NonNullable<Cart["unpaid"]>) {
  return (
    <div className="notice">
      <p>
        Your payment of {formatMoney(totalCents)} waits for your confirmation.
        Until then, no quantity can be changed and nothing removed. What you add
        is for your next order.
      </p>
      <Link className="button button--main" href={`/payment/${orderId}`}>
        Continue with the payment
      </Link>
    </div>
  );
}
