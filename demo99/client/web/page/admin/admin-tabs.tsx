import { Link } from "#client/pages/navigation.tsx";
import { allKinds, kinds } from "../kinds.ts";

const tabs = [
  ...allKinds.map((kind) => ({ name: kind, label: kinds[kind].many })),
  { name: "orders", label: "Orders" },
  { name: "users", label: "Users" },
  { name: "messages", label: "Messages" },
  { name: "reviews", label: "Reviews" },
];

/** Links to the pages of the administration; `current` is the open one. */
export function AdminTabs({ current }: { current: string }) {
  return (
    <nav className="tabs" aria-label="Administration">
      {tabs.map(({ name, label }) => (
        <Link
          key={name}
          href={`/admin/${name}`}
          aria-current={name === current ? "page" : undefined}
        >
          {label}
        </Link>
      ))}
    </nav>
  );
}
