/** Text in which words of a program stand between backticks. */
export function Sentence({ text }: { text: string }) {
  return text.split("`").map((part, index) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: parts have no other name
    index % 2 ? <code key={index}>{part}</code> : part,
  );
}
