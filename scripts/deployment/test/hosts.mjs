// Loaded into a process before its own code: knows the names of hosts that the
// variable HOSTS lists, as a DNS server does. Each has one or more addresses.
import dns from "node:dns";

const hosts = JSON.parse(process.env.HOSTS ?? "{}");
const { lookup } = dns;
const lookupPromise = dns.promises.lookup;

const entriesOf = (name) =>
  hosts[name]?.map((address) => ({ address, family: 4 }));

dns.lookup = (name, options, callback = options) => {
  const found = entriesOf(name);
  if (!found) return lookup(name, options, callback);
  const { address, family } = found[0];
  process.nextTick(() =>
    options.all ? callback(null, found) : callback(null, address, family),
  );
};

dns.promises.lookup = async (name, options) => {
  const found = entriesOf(name);
  if (!found) return lookupPromise(name, options);
  return options?.all ? found : found[0];
};
