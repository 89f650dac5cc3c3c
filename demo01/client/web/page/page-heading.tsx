type Props = { title: string; className?: string };

/** The title of a page, also in the browser's tab; takes the focus first. */
export function PageHeading({ title, className }: Props) {
  return (
    <>
      <title>{`${title} · The Pie Store`}</title>
      <h1 tabIndex={-1} className={className}>
        {title}
      </h1>
    </>
  );
}
