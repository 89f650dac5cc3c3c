import { useId } from "react";

type Props = {
  label: string;
  value: number;
  isDisabled?: boolean;
  onChange: (quantity: number) => void;
};

const most = 1000;

/** A quantity: a number to type, with buttons for more and less. */
export function QuantityField(props: Props) {
  const { label, value, isDisabled = false, onChange } = props;
  const id = useId();
  const set = (quantity: number) =>
    onChange(Math.min(most, Math.max(1, Math.trunc(quantity) || 1)));

  return (
    <div className="quantity">
      <label className="visually-hidden" htmlFor={id}>
        {label}
      </label>
      <button
        type="button"
        aria-label={`Fewer: ${label}`}
        disabled={isDisabled || value <= 1}
        onClick={() => set(value - 1)}
      >
        −
      </button>
      <input
        id={id}
        type="number"
        min={1}
        max={most}
        value={value}
        disabled={isDisabled}
        onFocus={(event) => event.target.select()}
        onChange={(event) => set(event.target.valueAsNumber)}
      />
      <button
        type="button"
        aria-label={`More: ${label}`}
        disabled={isDisabled || value >= most}
        onClick={() => set(value + 1)}
      >
        +
      </button>
    </div>
  );
}
