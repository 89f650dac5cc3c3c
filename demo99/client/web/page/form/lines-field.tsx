import type { TextareaHTMLAttributes } from "react";
import { Field } from "./field.tsx";
import type { Errors } from "./form-errors.ts";

type Props = Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, "id"> & {
  name: string;
  label: string;
  hint?: string;
  errors: Errors;
};

/** A field of several lines. */
export function LinesField({ label, hint, errors, ...lines }: Props) {
  return (
    <Field label={label} hint={hint} error={errors[lines.name]}>
      {(control) => <textarea {...control} {...lines} />}
    </Field>
  );
}
