import { type InputHTMLAttributes, useId } from "react";
import { type Errors, errorText } from "./form-errors.ts";

type Props = Omit<InputHTMLAttributes<HTMLInputElement>, "id"> & {
  name: string;
  label: string;
  hint?: string;
  errors: Errors;
};

/** A labelled field, with its hint and the error of the store beneath. */
export function InputField({ label, hint, errors, ...input }: Props) {
  const id = useId();
  const error = errors[input.name];
  const notes = [hint && `${id}-hint`, error && `${id}-error`];
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        required
        aria-invalid={error !== undefined}
        aria-describedby={notes.filter(Boolean).join(" ") || undefined}
        {...input}
      />
      {hint && (
        <p className="soft" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error && (
        <p className="field__error" id={`${id}-error`}>
          {errorText({ label }, error)}
        </p>
      )}
    </div>
  );
}
