import { type FormEvent, useRef, useState } from "react";
import { explain } from "../store.ts";
import { type Errors, errorsOf } from "./form-errors.ts";
import { type Typed, typedIn } from "./typed.ts";
import { useFocusOnError } from "./use-focus-on-error.ts";

export type FormState = ReturnType<typeof useForm>;

/**
 * A form that is not validated in the browser: the store names each bad field.
 * `failure` is what concerns no field, and `outage` its text without a reply.
 */
export function useForm(
  send: (typed: Typed, form: HTMLFormElement) => Promise<void>,
  outage: string,
) {
  const element = useRef<HTMLFormElement>(null);
  const [errors, setErrors] = useState<Errors>({});
  const [failure, setFailure] = useState<string>();
  const [isPending, setPending] = useState(false);
  useFocusOnError(element, errors);

  async function attempt(task: () => Promise<void>) {
    setPending(true);
    setFailure(undefined);
    try {
      await task();
      setErrors({});
    } catch (error) {
      const refused = errorsOf(error);
      setErrors(refused);
      const isAtField = Object.keys(refused).length > 0;
      if (!isAtField) setFailure(explain(error, outage));
    }
    setPending(false);
  }

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    await attempt(() => send(typedIn(new FormData(form)), form));
  }

  return { element, errors, failure, isPending, attempt, submit };
}
