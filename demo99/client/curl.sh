#!/usr/bin/env bash
# The store by hand: plain curl, one call after the other, each answer checked.
# It needs a running stage, curl, sed and grep; the URL can be set:
#   GATEWAY=http://localhost:9100 client/curl.sh
# It empties bob's cart, buys only a book that it added itself, and deletes it
# in the end. What stays: an order, and a number that nobody else will be given.
set -euo pipefail

GATEWAY=${GATEWAY:-http://localhost:8100}
BOOKS=$GATEWAY
CDS=$GATEWAY
DVDS=$GATEWAY
STOCK=$GATEWAY
CARTS=$GATEWAY

cart=bob
json='content-type: application/json'
admin='' bob=''
calls=0

# call STATUS SENTENCE ARGUMENTS…: says and does what curl is asked to do.
call() {
  local expected=$1 sentence=$2
  shift 2
  printf '\n# %s\n$ curl%s\n' "$sentence" "$(quoted "$@")"
  answer=$(curl --silent --show-error --max-time 10 \
    --write-out '\n%{http_code}' "$@") || fail "There was no answer."
  local status=${answer##*$'\n'}
  answer=${answer%$'\n'*}
  printf '%s\n' "$status${answer:+ $answer}"
  [[ $status == "$expected" ]] || fail "The status should be $expected."
  calls=$((calls + 1))
}

# Arguments as a shell needs them, so that every line can be copied.
quoted() {
  local argument
  for argument in "$@"; do
    case $argument in
      # Tokens are long: they are shown once, when they are given.
      "$admin") printf ' "%sadmin"' $ ;;
      "$bob") printf ' "%sbob"' $ ;;
      *[!A-Za-z0-9_.:/=-]*) printf " '%s'" "$argument" ;;
      *) printf ' %s' "$argument" ;;
    esac
  done
}

has() {
  grep --quiet --fixed-strings -- "$1" <<<"$answer" ||
    fail "The answer should contain $1"
}

lacks() {
  ! grep --quiet --fixed-strings -- "$1" <<<"$answer" ||
    fail "The answer should not contain $1"
}

# The last value of a field, such as "number":"9798…".
field() {
  sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p" <<<"$answer"
}

fail() {
  printf 'FAILED: %s\n' "$1" >&2
  exit 1
}

added=''
tidy() {
  [[ -z $added ]] ||
    curl --silent --output /dev/null --request DELETE "$BOOKS/books/$added" \
      --header "$admin"
}
trap tidy EXIT

echo '== Is everybody there? =='
call 200 'The gateway is well, and says how the others are' "$GATEWAY/health"
has '"status":"UP"'
has '"book-api":{'
call 200 'The shortest answer of all' "$GATEWAY/ping"
has '{"response":"pong"}'

printf '\n== Log in ==\n'
call 401 'Not with a wrong password' "$GATEWAY/login" --header "$json" \
  --data '{"username":"admin","password":"oven-gloves"}'
call 200 'The admin keeps the catalogues and the stock' \
  "$GATEWAY/login" --header "$json" \
  --data '{"username":"admin","password":"oven-mitts"}'
has '"tokenType":"Bearer"'
admin="authorization: Bearer $(field token)"
printf '\n$ admin="%s"\n' "$admin"
call 200 'Bob buys' "$GATEWAY/login" --header "$json" \
  --data '{"username":"bob","password":"builder"}'
bob="authorization: Bearer $(field token)"
printf '\n$ bob="%s"\n' "$bob"

printf '\n== Browse and search ==\n'
call 200 'The first two books' "$BOOKS/books?limit=2"
next=$(field next)
call 200 'The two after them' --get "$BOOKS/books" \
  --data limit=2 --data-urlencode "after=$next"
has '"items":[{"number":'
call 200 'Search looks at titles …' --get "$BOOKS/books" \
  --data-urlencode 'q=mythical man'
has 'Frederick P. Brooks Jr.'
call 200 '… and at people' --get "$CDS/cds" --data-urlencode q=björk
has 'Homogenic'
call 200 'Who wants everything asks three times' "$BOOKS/books?q=persepolis"
has 'Marjane Satrapi'
call 200 '… the CDs …' "$CDS/cds?q=persepolis"
has '"items":[]'
call 200 '… and the DVDs' "$DVDS/dvds?q=persepolis"
dvd=$(field number)
call 200 'One DVD, by its number' "$DVDS/dvds/$dvd"
has '"title":"Persepolis"'

printf '\n== Who may do what ==\n'
pie='{"title":"Pie at Scale","author":"Ada Crust","year":2026,"priceCents":1}'
call 401 'Nobody in particular adds a book' \
  "$BOOKS/books" --header "$json" --data "$pie"
call 403 'Nor does a customer' \
  "$BOOKS/books" --header "$bob" --header "$json" --data "$pie"
call 401 'Nobody in particular sees a cart' "$CARTS/carts/bob"
call 403 "And bob does not see alice's" "$CARTS/carts/alice" --header "$bob"
call 403 'Only services get numbers' "$GATEWAY/numbers/cd" --header "$admin"
call 401 'Who makes a token up is nobody' "$BOOKS/books" \
  --header 'authorization: Bearer made.up.token'

printf '\n== A new book ==\n'
call 201 'It gets a number, and three copies on the shelf' \
  "$BOOKS/books" --header "$admin" --header "$json" \
  --data '{"title":"Pie at Scale",
  "author":"Ada Crust","year":2026,"priceCents":1999,"stock":3}'
has '"title":"Pie at Scale"'
added=$(field number)
book=$BOOKS/books/$added
call 200 'A better price, and the whole book with it' \
  --request PUT "$book" --header "$admin" --header "$json" \
  --data '{"title":"Pie at Scale",
  "author":"Ada Crust","year":2026,"priceCents":1499}'
has '"priceCents":1499'
call 200 'Its stock' "$STOCK/stock/$added"
has '"onHand":3}'
call 200 'Two more copies arrive' \
  --request PUT "$STOCK/stock/$added" --header "$admin" --header "$json" \
  --data '{"onHand":5}'
call 200 'The stock of several items at once' \
  "$STOCK/stock?numbers=$added,$dvd"
has "$dvd"
has '"onHand":5}'

printf '\n== Fill a cart ==\n'
call 200 "What is in bob's cart?" "$CARTS/carts/$cart" --header "$bob"
for number in $(grep --only-matching '[0-9]\{12,13\}' <<<"$answer"); do
  call 200 'Not today' --request DELETE "$CARTS/carts/$cart/lines/$number" \
    --header "$bob"
done
lines=$CARTS/carts/$cart/lines
call 200 'The book goes into the cart' "$lines" --header "$bob" --header "$json" \
  --data '{"kind":"book","number":"'"$added"'","quantity":1}'
has '"totalCents":1499'
call 200 'A DVD too …' "$lines" --header "$bob" --header "$json" \
  --data '{"kind":"dvd","number":"'"$dvd"'","quantity":1}'
has 'Persepolis'
call 200 '… but on second thoughts, no' --request DELETE "$lines/$dvd" \
  --header "$bob"
lacks 'Persepolis'
call 200 'Six copies of the book' \
  --request PUT "$lines/$added" --header "$bob" --header "$json" --data '{"quantity":6}'
has '"totalCents":8994'

printf '\n== Check out ==\n'
call 409 'There are only five: the store says what is short' \
  --request POST "$CARTS/carts/$cart/checkout" --header "$bob"
has '"shortages":['
call 200 'Two are enough' \
  --request PUT "$lines/$added" --header "$bob" --header "$json" --data '{"quantity":2}'
call 201 'Now it is an order' --request POST "$CARTS/carts/$cart/checkout" \
  --header "$bob"
has '"status":"CONFIRMED"'
order=$(field orderId)
call 200 'The order can be looked up' "$CARTS/orders/$order" --header "$bob"
has '"totalCents":2998'
call 200 'The cart is empty' "$CARTS/carts/$cart" --header "$bob"
has '"lines":[]'
call 200 'Two copies have left the shelf' "$STOCK/stock/$added"
has '"onHand":3}'

printf '\n== What the store refuses ==\n'
call 409 'An empty cart' --request POST "$CARTS/carts/$cart/checkout" \
  --header "$bob"
call 404 'A number that is not sold' "$lines" --header "$bob" --header "$json" \
  --data '{"kind":"book","number":"9798999999993","quantity":1}'
call 404 'A page that does not exist' "$BOOKS/magazines"
call 400 'A page of nothing' "$BOOKS/books?limit=0"
has '"field":"limit"'
call 400 'A book with mistakes: each is named' \
  "$BOOKS/books" --header "$admin" --header "$json" \
  --data '{"title":"","author":"Nobody","year":"soon","colour":"red"}'
for name in title year priceCents colour; do has "\"field\":\"$name\""; done
# shellcheck disable=SC2016
call 400 'A query in the place of a number' "$lines" --header "$bob" --header "$json" \
  --data '{"kind":"book","number":{"$gt":""},"quantity":1}'
has '"field":"number"'
call 400 'Half a JSON' "$BOOKS/books" --header "$admin" --header "$json" \
  --data '{"title":'

printf '\n== Tidy up ==\n'
call 204 'The book is no longer sold' --request DELETE "$book" \
  --header "$admin"
added=''
call 404 'It is gone' "$book"
call 404 'Its stock line is gone too' "$STOCK/stock/${book##*/}"

printf '\n%s calls, all answered as they should.\n' "$calls"
