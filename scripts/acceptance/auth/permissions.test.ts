// @from-06

import { expect } from "chai";
import { describe, it } from "mocha";
import { prepareCall, routeNames } from "./calls.ts";
import { describePermissions } from "./describe-permissions.ts";
import { permissions } from "./permissions.ts";

const services: Record<string, string> = {
  books: "book-api",
  cds: "cd-api",
  dvds: "dvd-api",
  numbers: "numbergenerator-api",
  stock: "inventory-api",
  reservations: "inventory-api",
  carts: "shoppingcart-api",
  orders: "shoppingcart-api",
};

describePermissions(permissions, services, prepareCall);

describe("the table of permissions", () => {
  it("has every route of the store", () => {
    const known = permissions.map(({ route }) => route);

    expect(known).to.have.members(routeNames);
  });
});
