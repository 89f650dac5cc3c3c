// The collections that grow with the orders, divided among shards; the stock,
// the catalogues and the users stay on one. For mongosh at a router (mongos):
//   mongosh "$MONGODB_URL" deployment/shards.js
sh.shardCollection("shoppingcart-api.carts", { _id: "hashed" });
sh.shardCollection("shoppingcart-api.checkoutKeys", { _id: "hashed" });
// All orders of a cart, and so each order's id, are on one shard.
sh.shardCollection("shoppingcart-api.orders", { cartId: "hashed" });
sh.shardCollection("inventory-api.reservations", { _id: "hashed" });
sh.shardCollection("payment-api.payments", { _id: "hashed" });
