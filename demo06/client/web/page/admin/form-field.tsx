import { useId } from "react";
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

/** Joins a field and its error to a sentence: "Title is required". */
export function errorText({ label }: Field, message: string): string {
  return /^[a-z]/.test(message) ? `${label} ${message}` : message;
}

const inputModes = {
  text: "text",
  "long text": "text",
  number: "numeric",
  price: "decimal",
} as const;
