import type { Errors } from "./form-errors.ts";
import { InputField } from "./input-field.tsx";

type Props = { errors: Errors; defaultValue?: string };

/** The name of a person. */
export function NameField(props: Props) {
  return (
    <InputField
      name="name"
      label="Name"
      autoComplete="name"
      maxLength={100}
      {...props}
    />
  );
}
