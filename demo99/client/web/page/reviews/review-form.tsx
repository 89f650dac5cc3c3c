import type { Post } from "../../../store-client.ts";
import { Form } from "../form/form.tsx";
import { InputField } from "../form/input-field.tsx";
import { useForm } from "../form/use-form.ts";
import { useStore } from "../store.ts";
import { useToast } from "../toast.tsx";

type Props = { number: string; onWritten: (post: Post) => void };

const outage =
  "Writing a review is not possible right now. What you typed is still here.";

export function ReviewForm({ number, onWritten }: Props) {
  const { posts } = useStore();
  const say = useToast();
  const state = useForm(async (typed, form) => {
    const { title } = typed as { title: string };
    onWritten(await posts.create({ title, number }));
    form.reset();
    say("Your review is published.");
  }, outage);
  return (
    <Form state={state} label="Publish" pendingLabel="Publishing …">
      <InputField
        name="title"
        label="Your review"
        hint="One line of at most 200 characters"
        autoComplete="off"
        maxLength={200}
        errors={state.errors}
      />
    </Form>
  );
}
