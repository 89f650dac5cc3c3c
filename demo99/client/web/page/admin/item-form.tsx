import { type FormEvent, useRef } from "react";
import { Link } from "#client/pages/navigation.tsx";
import type { Kind } from "../../../store-client.ts";
import { useFocusOnError } from "../form/use-focus-on-error.ts";
import type { Item } from "../items.ts";
import { FormField } from "./form-field.tsx";
import { useItemForm } from "./use-item-form.ts";

type Props = { kind: Kind; item?: Item; etag?: string };

/** Not validated in the browser: the catalogue names each bad field. */
export function ItemForm({ kind, item, etag }: Props) {
  const form = useItemForm(kind, item, etag);
  const element = useRef<HTMLFormElement>(null);
  const { errors } = form;
  useFocusOnError(element, errors);

  function submit(event: FormEvent) {
    event.preventDefault();
    form.save();
  }

  return (
    <form className="form" noValidate ref={element} onSubmit={submit}>
      {form.fields.map((field) => (
        <FormField
          key={field.name}
          field={field}
          value={form.values[field.name] ?? ""}
          error={errors[field.name]}
          onChange={(value) => form.setValue(field.name, value)}
        />
      ))}
      <div className="form__actions">
        <button
          type="submit"
          className="button--main"
          disabled={form.isPending}
        >
          Save
        </button>
        <Link className="button" href={`/admin/${kind}`}>
          Cancel
        </Link>
      </div>
    </form>
  );
}
