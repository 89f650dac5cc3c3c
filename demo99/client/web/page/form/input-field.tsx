import type { InputHTMLAttributes } from "react";
import { Field } from "./field.tsx";
import type { Errors } from "./form-errors.ts";

type Props = Omit<InputHTMLAttributes<HTMLInputElement>, "id"> & {
  name: string;
  label: string;
  hint?: string;
  errors: Errors;
};

/** A field of one line. */
export function InputField({ label, hint, errors, ...input }: Props) {
  return (
    <Field label={label} hint={hint} error={errors[input.name]}>
      {(control) => <input {...control} {...input} />}
    </Field>
  );
}
