#!/usr/bin/env bash
# A tour of the store with curl: each call is shown, and its reply is checked.
# It needs a running stage, curl, sed and grep.
# It buys only a book that it adds, and deletes the book at the end. An order,
# a user, a message and a post with its comments remain.
set -euo pipefail

GATEWAY=http://localhost:8100
BOOKS=$GATEWAY CDS=$GATEWAY DVDS=$GATEWAY
STOCK=$GATEWAY CARTS=$GATEWAY
SLACK=http://localhost:8102
CUSTOMERS=http://localhost:8104

cart=bob
admin='' bob='' token=''
json='content-type: application/json'
calls=0

# call STATUS SENTENCE ARGUMENTS…: prints and makes a call, checks its status.
call() {
  local expected=$1 sentence=$2
  shift 2
  identify "$@"
  set -- "$@" ${token:+--header "$token"}
  printf '\n# %s\n$ curl%s\n' "$sentence" "$(quoted "$@")"
  answer=$(curl --silent --show-error --max-time 10 \
    --write-out '\n%{http_code}' "$@") || fail "There was no reply."
  local status=${answer##*$'\n'}
  answer=${answer%$'\n'*}
  printf '%s\n' "$status${answer:+ $answer}"
  [[ $status == "$expected" ]] || fail "Expected status $expected."
  calls=$((calls + 1))
}

# Sets the header with the token of a call; there is none before the login.
identify() { :; }

# Quotes arguments for a shell, so that every line can be copied.
quoted() {
  local argument
  for argument in "$@"; do
    case $argument in
      "$admin") printf ' "%sadmin"' $ ;;
      "$bob") printf ' "%sbob"' $ ;;
      *[!A-Za-z0-9_.:/=-]*) printf " '%s'" "$argument" ;;
      *) printf ' %s' "$argument" ;;
    esac
  done
}

has() {
  grep --quiet --fixed-strings -- "$1" <<<"$answer" ||
    fail "Expected in the reply: $1"
}

lacks() {
  ! grep --quiet --fixed-strings -- "$1" <<<"$answer" ||
    fail "Not expected in the reply: $1"
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
clean_up() {
  [[ -z $added ]] ||
    curl --silent --output /dev/null --request DELETE "$BOOKS/books/$added" \
      --header "$admin"
}
trap clean_up EXIT

. "$(dirname "$0")/log-in.sh"

echo '== Health =='
for url in $(printf '%s\n' $BOOKS $CDS $DVDS $STOCK $CARTS | sort -u); do
  call 200 'The service and its database are healthy' "$url/health"
  has '"status":"UP"'
done
call 200 'The process responds' "$BOOKS/ping"
has '{"response":"pong"}'

printf '\n== Browse and search ==\n'
call 200 'The first two books' "$BOOKS/books?limit=2"
next=$(field next)
call 200 'The two after them' --get "$BOOKS/books" \
  --data limit=2 --data-urlencode "after=$next"
has '"items":[{"number":'
call 200 'Search includes titles …' --get "$BOOKS/books" \
  --data-urlencode 'q=mythical man'
has 'Frederick P. Brooks Jr.'
call 200 '… and people' --get "$CDS/cds" --data-urlencode q=björk
has 'Homogenic'
call 200 'Each kind has a catalogue of its own: books …' "$BOOKS/books?q=persepolis"
has 'Marjane Satrapi'
call 200 '… CDs …' "$CDS/cds?q=persepolis"
has '"items":[]'
call 200 '… and DVDs' "$DVDS/dvds?q=persepolis"
dvd=$(field number)
call 200 'One DVD, by its number' "$DVDS/dvds/$dvd"
has '"title":"Persepolis"'

call 200 'Several items by their numbers' "$DVDS/dvds?numbers=$dvd"
has '"title":"Persepolis"'
call 200 'Case and accents do not matter' "$CDS/cds?q=BJORK"
has 'Homogenic'

printf '\n== A new book ==\n'
call 201 'It gets a number and a stock of three copies' \
  "$BOOKS/books" --header "$json" --data '{"title":"Pie at Scale",
  "author":"Ada Crust","year":2026,"priceCents":1999,"stock":3}'
has '"title":"Pie at Scale"'
added=$(field number)
book=$BOOKS/books/$added
call 200 'A new price: PUT replaces the whole book' \
  --request PUT "$book" --header "$json" --data '{"title":"Pie at Scale",
  "author":"Ada Crust","year":2026,"priceCents":1499}'
has '"priceCents":1499'
call 200 'Its stock' "$STOCK/stock/$added"
has '"onHand":3}'
call 200 'Two more copies arrive' \
  --request PUT "$STOCK/stock/$added" --header "$json" --data '{"onHand":5}'
call 200 'The stock of several items at once' \
  "$STOCK/stock?numbers=$added,$dvd"
has "$dvd"
has '"onHand":5}'

call 412 'Set only if there are still three: there are five' \
  --request PUT "$STOCK/stock/$added" --header "$json" \
  --header 'if-match: "3"' --data '{"onHand":9}'

printf '\n== Fill a cart ==\n'
lines=$CARTS/carts/$cart/lines
call 200 'The book goes into the cart' "$lines" --header "$json" \
  --data '{"kind":"book","number":"'"$added"'","quantity":1}'
has '"totalCents":1499'
call 200 'A DVD too …' "$lines" --header "$json" \
  --data '{"kind":"dvd","number":"'"$dvd"'","quantity":1}'
has 'Persepolis'
call 200 '… and is removed again' --request DELETE "$lines/$dvd"
lacks 'Persepolis'
call 200 'Six copies of the book' \
  --request PUT "$lines/$added" --header "$json" --data '{"quantity":6}'
has '"totalCents":8994'

call 200 'The price changes' \
  --request PUT "$book" --header "$json" --data '{"title":"Pie at Scale",
  "author":"Ada Crust","year":2026,"priceCents":1599}'

printf '\n== Check out ==\n'
call 409 'The cart showed another price: the reply names both' \
  --request POST "$CARTS/carts/$cart/checkout"
has '"shownCents":1499,"priceCents":1599'
call 409 'Only five are in stock: the reply names what is short' \
  --request POST "$CARTS/carts/$cart/checkout"
has '"shortages":['
call 200 'Two copies instead' \
  --request PUT "$lines/$added" --header "$json" --data '{"quantity":2}'
call 201 'The cart becomes an order' --request POST "$CARTS/carts/$cart/checkout"
has '"status":"CONFIRMED"'
order=$(field orderId)
call 200 'The order' "$CARTS/orders/$order"
has '"totalCents":3198'
call 200 'All orders of this cart, the latest first' \
  "$CARTS/orders?cartId=$cart&limit=5"
has "$order"
has '"payment":"PAID"'
call 200 'The cart is empty' "$CARTS/carts/$cart"
has '"lines":[]'
call 200 'The stock has fallen by two' "$STOCK/stock/$added"
has '"onHand":3}'

printf '\n== Pay ==\n'
call 200 'One more copy' "$lines" --header "$json" \
  --data '{"kind":"book","number":"'"$added"'","quantity":1}'
pay=$CARTS/carts/$cart/checkout
call 402 'The card is declined: nothing is taken' "$pay" --header "$json" \
  --data '{"payment":{"token":"tok_declined"}}'
has '"reason":"The card was declined."'
call 202 'This card requires an action' "$pay" --header "$json" \
  --data '{"payment":{"token":"tok_requires_action"}}'
unpaid=$CARTS/orders/$(field orderId)
call 201 'The customer has confirmed the charge' "$unpaid/payment" \
  --header "$json" --data '{"approved":true}'
has '"payment":"PAID"'
call 200 'Staff return the money and the stock' --request POST "$unpaid/refund"
has '"payment":"REFUNDED"'
call 200 'The stock is as before' "$STOCK/stock/$added"
has '"onHand":3}'

printf '\n== What the store refuses ==\n'
call 409 'An empty cart' --request POST "$CARTS/carts/$cart/checkout"
call 404 'A number that is not sold' "$lines" --header "$json" \
  --data '{"kind":"book","number":"9798999999993","quantity":1}'
call 404 'A path that does not exist' "$BOOKS/magazines"
call 400 'A page of 0 items' "$BOOKS/books?limit=0"
has '"field":"limit"'
call 400 'A book with bad fields: each is named' \
  "$BOOKS/books" --header "$json" \
  --data '{"title":"","author":"B. Baker","year":"soon","colour":"red"}'
for name in title year priceCents colour; do has "\"field\":\"$name\""; done
# shellcheck disable=SC2016
call 400 'A query instead of a number' "$lines" --header "$json" \
  --data '{"kind":"book","number":{"$gt":""},"quantity":1}'
has '"field":"number"'
call 400 'Incomplete JSON' "$BOOKS/books" --header "$json" --data '{"title":'

printf '\n== Sign up ==\n'
email=ada-$RANDOM-$$@store.example
ada='{"name":"Ada Crust","email":"'$email'","password":"rolling-pin"}'
call 201 'A new user' "$GATEWAY/user" --header "$json" --data "$ada"
user=$(field id)
call 409 'The e-mail address exists, in any case' \
  "$GATEWAY/user" --header "$json" --data "${ada/ada-/ADA-}"
call 400 'Each bad field is named' "$GATEWAY/user" --header "$json" \
  --data '{"email":"no address","role":"admin"}'
for name in name email role; do has "\"field\":\"$name\""; done
call 200 'Log in with the e-mail address' "$GATEWAY/login" --header "$json" \
  --data '{"username":"'"$email"'","password":"rolling-pin"}'
call 200 'Staff read any profile' "$GATEWAY/user/$user"
call 412 'A profile that has changed since it was read is kept' \
  --request PUT "$GATEWAY/user/$user" --header 'if-match: "an older tag"' \
  --header "$json" --data '{"name":"Ada","email":"'"$email"'"}'
call 200 'Staff list all users' "$GATEWAY/users?limit=3"
call 200 'A message to a channel; a repeated id is stored once' \
  "$SLACK" --header "$json" \
  --data '{"channel":"#user","message":"Hello","id":"'"$user"'"}'
call 200 'The latest messages' "$SLACK/messages?limit=2"
has "$user"
call 200 'Staff read them through the gateway' "$GATEWAY/messages?limit=2"
call 200 'Each user becomes a customer: customer-api serves gRPC on port 50051' \
  "$CUSTOMERS/health"
has '"status":"UP"'

printf '\n== Posts and comments ==\n'
call 201 'A post about the DVD' "$GATEWAY/posts/create" --header "$json" \
  --data '{"title":"Worth a second look","number":"'"$dvd"'"}'
post=$GATEWAY/posts/$(field id)
call 201 'A comment awaits moderation' "$post/comments" --header "$json" \
  --data '{"content":"I cannot wait to see it."}'
has '"status":"pending"'
call 201 'One with a word of the list will be rejected' "$post/comments" \
  --header "$json" --data '{"content":"Orange is the best colour."}'
call 200 'All comments, the oldest first' "$post/comments"
has 'I cannot wait'
call 200 'Like the post; a repetition does nothing' --request PUT "$post/like"
has '"likes":1'
call 200 'Share it' --request POST "$post/share"
has '"shares":1'
call 200 'The reactions to several posts' "$GATEWAY/reactions?posts=${post##*/}"
has '"liked":true'
call 404 'A comment on an unknown post' "$GATEWAY/posts/unknown/comments" \
  --header "$json" --data '{"content":"Hello"}'
call 400 'A comment without content' "$post/comments" --header "$json" \
  --data '{"content":" "}'
has '"field":"content"'
call 200 'Posts with their comments, from the replica of query-api' \
  "$GATEWAY/posts?number=$dvd&limit=1"
call 200 'Staff read what was rejected' \
  "$GATEWAY/moderations?status=rejected&limit=1"
call 404 'They may overrule a decision about a comment that exists' \
  --request PUT "$GATEWAY/moderations/unknown" --header "$json" \
  --data '{"status":"approved"}'

printf '\n== Search all sources ==\n'
call 200 'In catalogues, posts and feeds, also with a mistake' \
  "$GATEWAY/search?q=drakula&limit=5"
has '"items":'
call 202 'The answer may come later' "$GATEWAY/search?q=dracula" \
  --header 'Prefer: respond-async'
has '"status":"pending"'
call 400 'A position of no list' "$GATEWAY/search?q=dracula&after=x"

printf '\n== Tags and recommendations ==\n'
tags=$GATEWAY/tags/9798000000014
like=$GATEWAY/recommendations?number=9798000000014
# has_copy TEXT URL: some seconds after the start, sync-api has copied all items.
has_copy() {
  curl --silent --max-time 10 "$2" --header "$admin" |
    grep --quiet --fixed-strings -- "$1"
}
for ((i = 0; i < 60; i++)); do
  has_copy '"tags"' "$tags" && has_copy '"reason"' "$like" && break
  sleep 1
done
call 200 'A user tags an item: PUT replaces all tags' --request PUT "$tags" \
  --header "$json" --data '{"tags":["time travel","to read","To  Read"]}'
has '"tags":["time travel","to read"]'
call 200 'All items that this user has tagged' "$GATEWAY/tags"
has '9798000000014'
call 200 'A tag is completed' "$GATEWAY/tags?prefix=ti"
has '"tag":"time travel"'
call 404 'Only items of the store have tags' "$GATEWAY/tags/9798999999993"
call 200 'What is like an item' "$like"
has '"reason":'
call 200 'Version 2 also knows the tags' \
  "$GATEWAY/recommendations?topic=love" --header 'x-api-version: 2'
has '"version":"2"'
call 400 'A version that is not deployed' \
  "$GATEWAY/recommendations?topic=love" --header 'x-api-version: 9'
has 'it has 1, 2'
call 200 'Without tags, nothing is left' --request PUT "$tags" \
  --header "$json" --data '{"tags":[]}'
has '"tags":[]'

printf '\n== Clean up ==\n'
call 204 'The book is deleted' --request DELETE "$book"
added=''
call 404 'It does not exist any more' "$book"
call 404 'Neither does its stock line' "$STOCK/stock/${book##*/}"

printf '\n%s calls, each with the expected reply.\n' "$calls"
