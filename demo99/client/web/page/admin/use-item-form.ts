import { useState } from "react";
import { navigate } from "#client/pages/navigation.tsx";
import type { Kind } from "../../../store-client.ts";
import { type Errors, errorsOf } from "../form/form-errors.ts";
import { catalogOf, type Item } from "../items.ts";
import { kinds } from "../kinds.ts";
import { explain, useStore } from "../store.ts";
import { useToast } from "../toast.tsx";
import { fieldsOf, stockField, valuesOf } from "./form-values.ts";

const outage =
  "Saving is not possible right now. What you typed is still here.";

/** The form of an item as read with `etag`; of a new one without `item`. */
export function useItemForm(kind: Kind, item?: Item, etag?: string) {
  const catalog = catalogOf(useStore(), kind);
  const say = useToast();
  const [values, setValues] = useState(() =>
    item ? valuesOf(kind, item) : {},
  );
  const [errors, setErrors] = useState<Errors>({});
  const [isPending, setPending] = useState(false);
  const fields = item
    ? kinds[kind].fields
    : [...kinds[kind].fields, stockField];

  async function save() {
    setPending(true);
    try {
      const sent = fieldsOf(fields, values);
      const saved = await (item
        ? catalog.replace(item.number, sent, etag)
        : catalog.create(sent));
      say(`Saved: ${saved.title} (${saved.number})`);
      navigate(`/admin/${kind}`);
    } catch (error) {
      const refused = errorsOf(error);
      const hasMarks = Object.keys(refused).length > 0;
      setErrors(refused);
      say(
        hasMarks ? "Correct the marked fields." : explain(error, outage),
        "problem",
      );
      setPending(false);
    }
  }

  return {
    fields,
    values,
    errors,
    isPending,
    save,
    setValue: (name: string, value: string) =>
      setValues((before) => ({ ...before, [name]: value })),
  };
}
