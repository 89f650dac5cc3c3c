import { Link } from "#client/pages/navigation.tsx";
import type { Cart } from "../../../store-client.ts";
import { formatMoney } from "../money.ts";
import { Notice } from "../notice.tsx";
import { PageHeading } from "../page-heading.tsx";
import { useStock } from "../use-stock.ts";
import { useCart } from "./cart-context.tsx";
import { CartLineRow } from "./cart-line.tsx";
import { ShortageNotice } from "./shortage-notice.tsx";
import { useCheckout } from "./use-checkout.ts";

export function CartPage() {
  const { cart, isFailed, reload } = useCart();
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
    </>
  );
}

function FilledCart({ cart }: { cart: Cart }) {
  const onHandOf = useStock(cart.lines.map((line) => line.number));
  const { checkout, isPending, refusal, forget } = useCheckout();
  const shortOf = (number: string) =>
    refusal?.shortages.find((shortage) => shortage.number === number);
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
      {refusal && <ShortageNotice {...refusal} onSettled={forget} />}
      <button
        type="button"
        className="button--main"
        disabled={isPending}
        onClick={checkout}
      >
        {isPending ? "Ordering …" : "Check out"}
      </button>
    </>
  );
}
