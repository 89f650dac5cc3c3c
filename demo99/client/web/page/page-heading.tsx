type Props = { title: string; className?: string };

/** The title of a page: in the browser's tab, and where its focus begins. */
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
