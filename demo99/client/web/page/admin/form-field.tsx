import { useId } from "react";
import { errorText } from "../form/form-errors.ts";
import type { Field } from "../kinds.ts";

type Props = {
  field: Field;
  value: string;
  error: string | undefined;
  onChange: (value: string) => void;
};

/** A labelled field, with the error of the store beneath. */
export function FormField({ field, value, error, onChange }: Props) {
  const id = useId();
  const Input = field.type === "long text" ? "textarea" : "input";
  return (
    <div className="field">
      <label htmlFor={id}>
        {field.label}
        {field.isOptional && <span className="soft"> (optional)</span>}
      </label>
      <Input
        id={id}
        value={value}
        inputMode={inputModes[field.type]}
        required={!field.isOptional}
        aria-invalid={error !== undefined}
        aria-describedby={error && `${id}-error`}
        onChange={(event) => onChange(event.target.value)}
      />
      {error && (
        <p className="field__error" id={`${id}-error`}>
          {errorText(field, error)}
        </p>
      )}
    </div>
  );
}

const inputModes = {
  text: "text",
  "long text": "text",
  number: "numeric",
  price: "decimal",
} as const;
