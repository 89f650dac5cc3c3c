import { Link } from "#client/pages/navigation.tsx";
import type { DependencyLink } from "../../src/dependency-links.ts";
import { formatShare } from "../format.ts";
import { errorShareOf, healthOf } from "./errors.ts";

/** The links of the drawing as a table, with links to the traces. */
export function Links({ links }: { links: DependencyLink[] }) {
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">caller</th>
          <th scope="col">calls</th>
          <th scope="col" className="figure">
            times
          </th>
          <th scope="col" className="figure">
            failed
          </th>
        </tr>
      </thead>
      <tbody>
        {links.toSorted(worstFirst).map((link) => (
          <tr key={`${link.parent} ${link.child}`}>
            <td>
              <Link href={searchFor(link)}>{link.parent}</Link>
            </td>
            <td>{link.child}</td>
            <td className="figure">{link.callCount.toLocaleString()}</td>
            <td className={`figure ${healthOf(link)}`}>
              {formatShare(errorShareOf(link))}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function worstFirst(a: DependencyLink, b: DependencyLink): number {
  return errorShareOf(b) - errorShareOf(a) || b.callCount - a.callCount;
}

/** The traces of the caller; those with errors, if there are any. */
function searchFor({ parent, errorCount = 0 }: DependencyLink): string {
  const params = new URLSearchParams({ serviceName: parent });
  if (errorCount > 0) params.set("annotationQuery", "error");
  return `/?${params}`;
}
