import { Link, useLocation } from "#client/pages/navigation.tsx";
import type { Message } from "../../../store-client.ts";
import { Notice } from "../notice.tsx";
import { PageHeading } from "../page-heading.tsx";
import { formatTime } from "../time.ts";
import { AdminTabs } from "./admin-tabs.tsx";
import { channel, offsetOf, pageSize, useMessages } from "./use-messages.ts";

/** The messages to the staff, the newest first. */
export function MessagesPage() {
  const offset = offsetOf(useLocation());
  return (
    <>
      <PageHeading title="Administration: Messages" />
      <AdminTabs current="messages" />
      <MessageList key={offset} offset={offset} />
    </>
  );
}

function MessageList({ offset }: { offset: number }) {
  const { messages, hasEarlier, isFailed, retry } = useMessages(offset);
  return (
    <section
      aria-label={`Messages to ${channel}`}
      aria-busy={!messages && !isFailed}
    >
      <p className="soft">
        {messages || isFailed
          ? `Channel ${channel}, the newest first`
          : "Looking …"}
      </p>
      {isFailed && (
        <Notice onRetry={retry}>Messages are not available right now.</Notice>
      )}
      {messages?.length === 0 && <p>There are no messages here.</p>}
      <ul className="lines">
        {messages?.map((message) => (
          <MessageLine key={message.id} {...message} />
        ))}
      </ul>
      <nav className="pages" aria-label="Pages of messages">
        {offset > 0 && (
          <Link className="button" href={pageAt(offset - pageSize)}>
            Newer messages
          </Link>
        )}
        {hasEarlier && (
          <Link className="button" href={pageAt(offset + pageSize)}>
            Earlier messages
          </Link>
        )}
      </nav>
    </section>
  );
}

function MessageLine({ message, at }: Message) {
  return (
    <li className="line">
      <div className="line__what">
        <span>{message}</span>
        <time className="soft" dateTime={at}>
          {formatTime(at)}
        </time>
      </div>
    </li>
  );
}

function pageAt(offset: number): string {
  return offset > 0 ? `/admin/messages?offset=${offset}` : "/admin/messages";
}
