import type { ReactNode } from "react";
import type { FormState } from "./use-form.ts";

type Props = {
  state: FormState;
  label: string;
  /** The text of the button while the reply is not there. */
  pendingLabel: string;
  children: ReactNode;
};

/** Fields and a button, with the failure that concerns none of the fields. */
export function Form({ state, label, pendingLabel, children }: Props) {
  const { element, failure, isPending, submit } = state;
  return (
    <form className="form" noValidate ref={element} onSubmit={submit}>
      {failure && (
        <p className="notice" role="alert">
          {failure}
        </p>
      )}
      {children}
      <div className="form__actions">
        <button type="submit" className="button--main" disabled={isPending}>
          {isPending ? pendingLabel : label}
        </button>
      </div>
    </form>
  );
}
