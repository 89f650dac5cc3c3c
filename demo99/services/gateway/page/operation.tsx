import { useState } from "react";
import { Answers } from "./answers.tsx";
import type { Document, Route } from "./open-api.ts";
import { RequestForm } from "./request-form.tsx";
import { Sentence } from "./sentence.tsx";

type Props = { document: Document; route: Route; token: string | undefined };

/** One line, and behind it the request to try and the answers to expect. */
export function Operation({ document, route, token }: Props) {
  const [isOpen, setOpen] = useState(false);
  const { method, path, operation } = route;
  const roles = operation.security?.flatMap(({ bearer }) => bearer) ?? [];
  return (
    <details
      className="operation"
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary>
        <b className={`method ${method.toLowerCase()}`}>{method}</b>
        <code>{path}</code>
        <span>
          <Sentence text={operation.summary} />
        </span>
        {roles.length > 0 && <em>{roles.join(" or ")}</em>}
      </summary>
      {isOpen && (
        <div className="inside">
          <RequestForm route={route} token={token} />
          <Answers document={document} operation={operation} />
        </div>
      )}
    </details>
  );
}
