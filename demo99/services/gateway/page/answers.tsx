import {
  type Answer,
  type Document,
  nameOf,
  type Operation,
  schemaOf,
} from "./open-api.ts";
import { schemaText } from "./schema-text.ts";
import { Sentence } from "./sentence.tsx";

type Props = { document: Document; operation: Operation };

/** What may come back: a type in a good case, a sentence in a bad one. */
export function Answers({ document, operation }: Props) {
  return (
    <table>
      <caption>Answers</caption>
      <tbody>
        {Object.entries(operation.responses).map(([status, response]) => {
          const answer = resolve(document, response);
          return (
            <tr key={status}>
              <th scope="row" className={status < "300" ? "good" : ""}>
                {status}
              </th>
              <td>
                {status < "300" ? (
                  <Body document={document} answer={answer} />
                ) : (
                  <Sentence text={answer.description} />
                )}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function Body({ document, answer }: { document: Document; answer: Answer }) {
  const schema = schemaOf(answer.content);
  if (!schema?.$ref) return "No body.";
  const name = nameOf({ $ref: schema.$ref });
  const named = document.components.schemas[name] ?? {};
  return (
    <pre>
      {name} {schemaText(named)}
    </pre>
  );
}

function resolve(
  { components }: Document,
  response: Operation["responses"][string],
): Answer {
  if (!("$ref" in response)) return response;
  return components.responses[nameOf(response)] ?? { description: "" };
}
