import { type RefObject, useEffect } from "react";
import type { Errors } from "./form-errors.ts";

/** Moves the focus to the first field that is marked. */
export function useFocusOnError(
  form: RefObject<HTMLFormElement | null>,
  errors: Errors,
) {
  useEffect(() => {
    if (Object.keys(errors).length === 0) return;
    const wrong = form.current?.querySelector("[aria-invalid=true]");
    (wrong as HTMLElement | null)?.focus();
  }, [form, errors]);
}
