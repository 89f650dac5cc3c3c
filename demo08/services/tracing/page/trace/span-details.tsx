import { type Endpoint, startOf } from "../../src/span.ts";
import { formatDuration } from "../format.ts";
import type { WaterfallRow } from "./rows.ts";

/** All details of a span: its endpoints, annotations and tags. */
export function SpanDetails({
  row,
  start,
}: {
  row: WaterfallRow;
  start: number;
}) {
  const { span } = row.node;
  const { annotations = [], tags = {} } = span;
  return (
    <div className="details">
      <Facts
        name="span"
        facts={[
          ["began after", formatDuration(startOf(span) - start)],
          ["kind", span.kind?.toLowerCase()],
          ["at", addressOf(span.localEndpoint)],
          ["other side", addressOf(span.remoteEndpoint)],
          ["id", span.id],
          ["parent", span.parentId],
        ]}
      />
      <Facts
        name="events"
        facts={annotations.map(({ timestamp, value }) => [
          formatDuration(timestamp - start),
          value,
        ])}
      />
      <Facts
        name="tags"
        facts={Object.entries(tags).sort(([a], [b]) => a.localeCompare(b))}
      />
    </div>
  );
}

type Fact = [name: string, value: string | undefined];

function Facts({ name, facts }: { name: string; facts: Fact[] }) {
  const known = facts.filter(([, value]) => value !== undefined);
  if (known.length === 0) return null;
  return (
    <section>
      <h3>{name}</h3>
      <dl>
        {known.map(([term, value]) => (
          <div key={`${term} ${value}`}>
            <dt>{term}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function addressOf(endpoint: Endpoint | undefined): string | undefined {
  if (!endpoint) return undefined;
  const { serviceName, ipv4, ipv6, port } = endpoint;
  const host = ipv4 ?? (ipv6 && `[${ipv6}]`);
  const address = [host, port].filter(Boolean).join(":");
  return [serviceName, address].filter(Boolean).join(" ");
}
