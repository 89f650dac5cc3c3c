export type Kind = "browse" | "cart" | "checkout" | "wrong";

/** The requests of one round, which makes one order. */
export const round = { browse: 10, cart: 3, checkout: 1 };

/** A wrong request can replace any of them. */
const hand: Kind[] = [
  ...Array<Kind>(round.browse).fill("browse"),
  ...Array<Kind>(round.cart).fill("cart"),
  ...Array<Kind>(round.checkout).fill("checkout"),
];
const wrongEvery = 20;

/** Deals the next kind of request: in random order, in fixed proportions. */
export function createDeck(random: () => number = Math.random) {
  let left: Kind[] = [];
  let dealt = 0;
  let wrongAt = pickWrong();

  /** The position of the wrong request among the next twenty. */
  function pickWrong() {
    return dealt + Math.floor(random() * wrongEvery);
  }

  return function deal(): Kind {
    const isWrong = dealt === wrongAt;
    dealt++;
    if (dealt % wrongEvery === 0) wrongAt = pickWrong();
    if (isWrong) return "wrong";
    if (left.length === 0) left = [...hand];
    const [kind] = left.splice(Math.floor(random() * left.length), 1);
    return kind as Kind;
  };
}
