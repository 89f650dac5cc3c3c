import { type FormEvent, useState } from "react";
import { type Parameter, type Route, schemaOf } from "./open-api.ts";
import { limitsOf, schemaText } from "./schema-text.ts";
import { type Received, send } from "./send.ts";

type Props = { route: Route; token: string | undefined };

/** A request to fill in, to send, and what came of it. */
export function RequestForm({ route, token }: Props) {
  const { parameters = [], requestBody } = route.operation;
  const schema = schemaOf(requestBody?.content);
  const [received, setReceived] = useState<Received | Error>();

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const fields = Object.fromEntries(new FormData(event.currentTarget));
    const { body = "", ...values } = fields as Record<string, string>;
    setReceived(undefined);
    setReceived(await send(route, { values, body }, token).catch(asError));
  }

  return (
    <form className="request" onSubmit={submit}>
      {parameters.map((parameter) => (
        <Field key={parameter.name} parameter={parameter} />
      ))}
      {schema && (
        <label>
          Body
          <textarea
            name="body"
            spellCheck={false}
            rows={linesOf(exampleOf(schema.examples))}
            defaultValue={exampleOf(schema.examples)}
          />
          <small>
            <pre>{schemaText(schema)}</pre>
          </small>
        </label>
      )}
      <button type="submit">Send</button>
      {received && <Outcome received={received} />}
    </form>
  );
}

function Field({
  parameter: { name, required, schema, example },
}: {
  parameter: Parameter;
}) {
  return (
    <label>
      {name}
      <input
        name={name}
        required={required}
        defaultValue={[example ?? ""].flat().join(",")}
      />
      <small>
        {[schemaText(schema), limitsOf(schema)].filter(Boolean).join(", ")}
      </small>
    </label>
  );
}

function Outcome({ received }: { received: Received | Error }) {
  if (received instanceof Error) {
    return <output className="bad">{received.message}</output>;
  }
  const { request, status, ms, text } = received;
  return (
    <output className={status < "300" ? "good" : "bad"}>
      <p>
        <b>{status}</b> in {ms} ms, to {request}
      </p>
      {text && (
        <textarea
          readOnly
          aria-label="Body of the answer"
          rows={Math.min(linesOf(text), 18)}
          value={text}
        />
      )}
    </output>
  );
}

function exampleOf([example]: unknown[] = []): string {
  return example === undefined ? "" : JSON.stringify(example, null, 2);
}

const linesOf = (text: string) => text.split("\n").length;

const asError = (error: unknown) => error as Error;
