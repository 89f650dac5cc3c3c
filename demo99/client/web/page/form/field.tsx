import { type ReactNode, useId } from "react";
import { errorText } from "./form-errors.ts";

export type Control = {
  id: string;
  required: true;
  "aria-invalid": boolean;
  "aria-describedby": string | undefined;
};

type Props = {
  label: string;
  hint: string | undefined;
  error: string | undefined;
  children: (control: Control) => ReactNode;
};

/** A labelled control, with its hint or the error of the store beneath. */
export function Field({ label, hint, error, children }: Props) {
  const id = useId();
  const note = error ? errorText({ label }, error) : hint;
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children({
        id,
        required: true,
        "aria-invalid": error !== undefined,
        "aria-describedby": note && `${id}-note`,
      })}
      {note && (
        <p className={error ? "field__error" : "soft"} id={`${id}-note`}>
          {note}
        </p>
      )}
    </div>
  );
}
