import { type InputHTMLAttributes, useId } from "react";
import { type Errors, errorText } from "./form-errors.ts";

type Props = Omit<InputHTMLAttributes<HTMLInputElement>, "id"> & {
  name: string;
  label: string;
  hint?: string;
  errors: Errors;
};

/** A labelled field, with its hint or the error of the store beneath. */
export function InputField({ label, hint, errors, ...input }: Props) {
  const id = useId();
  const error = errors[input.name];
  const note = error ? errorText({ label }, error) : hint;
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        required
        aria-invalid={error !== undefined}
        aria-describedby={note && `${id}-note`}
        {...input}
      />
      {note && (
        <p className={error ? "field__error" : "soft"} id={`${id}-note`}>
          {note}
        </p>
      )}
    </div>
  );
}
