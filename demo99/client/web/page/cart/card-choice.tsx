import { testCards } from "./test-cards.ts";

type Props = {
  token: string;
  isDisabled: boolean;
  onChoose: (token: string) => void;
};

/** The card to pay with, which the shop knows by a token only. */
export function CardChoice({ token, isDisabled, onChoose }: Props) {
  return (
    <fieldset className="cards-to-pay" disabled={isDisabled}>
      <legend>Pay with</legend>
      <p className="soft">
        No real card is used: choose a test card of the payment processor. Card
        numbers never reach the shop, only a token and the last four digits.
      </p>
      {testCards.map((card) => (
        <label key={card.token} className="card-to-pay">
          <input
            type="radio"
            name="card"
            checked={card.token === token}
            onChange={() => onChoose(card.token)}
          />
          <span>
            <strong>{card.name}</strong>:{" "}
            <span className="soft">{card.outcome}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
