import { useState } from "react";
import { Field } from "../form/field.tsx";
import { Form } from "../form/form.tsx";
import { useForm } from "../form/use-form.ts";
import { TagField } from "./tag-field.tsx";

type Props = { add: (tag: string) => Promise<void> };

/** Adds a tag; what is chosen from the list is added at once. */
export function TagForm({ add }: Props) {
  const [text, setText] = useState("");
  const addTag = async (tag: string) => {
    await add(tag.trim());
    setText("");
  };
  const state = useForm(
    () => addTag(text),
    "Your tags cannot be changed right now. What you typed is still here.",
  );
  // The store names the tag by its place in the list of all.
  const [error] = Object.values(state.errors);
  return (
    <Form state={state} label="Add tag" pendingLabel="Adding …">
      <Field
        label="New tag"
        hint="Such as “gothic”; your recommendations may follow it"
        error={error}
      >
        {(control) => (
          <TagField
            control={control}
            text={text}
            onType={setText}
            onChoose={(tag) => state.attempt(() => addTag(tag))}
          />
        )}
      </Field>
    </Form>
  );
}
