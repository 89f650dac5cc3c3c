import { Form } from "../form/form.tsx";
import { LinesField } from "../form/lines-field.tsx";
import { useForm } from "../form/use-form.ts";
import { useStore } from "../store.ts";
import { useToast } from "../toast.tsx";
import type { WrittenComment } from "./written.ts";

type Props = { postId: string; onCommented: (comment: WrittenComment) => void };

const outage =
  "Commenting is not possible right now. What you typed is still here.";

export function CommentForm({ postId, onCommented }: Props) {
  const { comments } = useStore();
  const say = useToast();
  const state = useForm(async (typed, form) => {
    const { content } = typed as { content: string };
    onCommented(await comments.create(postId, content));
    form.reset();
    say("Your comment is awaiting moderation.");
  }, outage);
  return (
    <Form state={state} label="Send" pendingLabel="Sending …">
      <LinesField
        name="content"
        label="Your comment"
        hint="Others can read it once it is approved."
        maxLength={2_000}
        errors={state.errors}
      />
    </Form>
  );
}
