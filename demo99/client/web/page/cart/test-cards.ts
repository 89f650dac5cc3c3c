/** A card of the payment processor's tests, and what becomes of a charge. */
export type TestCard = { token: string; name: string; outcome: string };

export const testCards: TestCard[] = [
  { token: "tok_visa", name: "Test card 4242", outcome: "succeeds" },
  { token: "tok_declined", name: "Test card 0002", outcome: "is declined" },
  {
    token: "tok_requires_action",
    name: "Test card 3155",
    outcome: "requires a further step: you confirm the payment",
  },
  {
    token: "tok_down",
    name: "Test card without reply",
    outcome: "the payment processor does not respond",
  },
];

export const cardOnFile = "tok_visa";
