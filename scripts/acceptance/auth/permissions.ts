/**
 * The status for each caller, at the gateway and at the service itself. Every
 * route answers 401 to a bad token.
 */
const table = `
                                         anonym owner other admin service
GET    /books                               200   200   200   200     200
GET    /books/{number}                      200   200   200   200     200
POST   /books                               401   403   403   201     403
PUT    /books/{number}                      401   403   403   200     403
DELETE /books/{number}                      401   403   403   204     403

GET    /cds                                 200   200   200   200     200
GET    /cds/{number}                        200   200   200   200     200
POST   /cds                                 401   403   403   201     403
PUT    /cds/{number}                        401   403   403   200     403
DELETE /cds/{number}                        401   403   403   204     403

GET    /dvds                                200   200   200   200     200
GET    /dvds/{number}                       200   200   200   200     200
POST   /dvds                                401   403   403   201     403
PUT    /dvds/{number}                       401   403   403   200     403
DELETE /dvds/{number}                       401   403   403   204     403

GET    /stock                               200   200   200   200     200
GET    /stock/{number}                      200   200   200   200     200
PUT    /stock/{number}                      401   403   403   200     200
DELETE /stock/{number}                      401   403   403   204     204

GET    /numbers/{kind}                      401   403   403   403     200
POST   /reservations                        401   403   403   403     201
DELETE /reservations/{orderId}              401   403   403   403     204

GET    /carts/{cartId}                      401   200   403   403     403
POST   /carts/{cartId}/lines                401   200   403   403     403
PUT    /carts/{cartId}/lines/{number}       401   200   403   403     403
DELETE /carts/{cartId}/lines/{number}       401   200   403   403     403
POST   /carts/{cartId}/checkout             401   201   403   403     403

GET    /orders                              401   200   403   403     403
GET    /orders/{orderId}                    401   404   404   403     403
GET    /orders/{orderId} of the owner       401   200   403   403     403
`;

export const callers = [
  "anonym",
  "owner",
  "other",
  "admin",
  "service",
] as const;
export type Caller = (typeof callers)[number];

/** One line of the table: a route, and the status for each caller. */
export type Permission = { route: string; statuses: Record<Caller, number> };

export const permissions = parseTable(table);

/** The lines of a table, whose first line has the callers. */
export function parseTable(text: string): Permission[] {
  return text.split("\n").slice(2).filter(Boolean).map(parseLine);
}

function parseLine(line: string): Permission {
  const words = line.split(/\s+/);
  const numbers = words.splice(-callers.length).map(Number);
  const pairs = callers.map((caller, column) => [caller, numbers[column]]);
  return { route: words.join(" "), statuses: Object.fromEntries(pairs) };
}
