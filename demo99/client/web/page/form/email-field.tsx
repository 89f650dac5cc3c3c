import type { Errors } from "./form-errors.ts";
import { InputField } from "./input-field.tsx";

type Props = {
  errors: Errors;
  defaultValue?: string;
  /** `username` where the address is stored with a password. */
  autoComplete: "email" | "username";
};

/**
 * An e-mail address. A field of the type `email` would send another address
 * than the typed one: browsers rewrite domains that are not in ASCII.
 */
export function EmailField(props: Props) {
  return (
    <InputField
      name="email"
      label="E-mail"
      inputMode="email"
      autoCapitalize="none"
      spellCheck={false}
      maxLength={254}
      {...props}
    />
  );
}
