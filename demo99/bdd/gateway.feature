Feature: One entrance to the store
  Clients know the address of the gateway only, and ask it for the health of
  all services.

  Scenario: The gateway replies to a ping
    When a client pings the gateway
    Then the reply is "pong"

  Scenario: All services are healthy
    When a client asks the gateway for the health of the store
    Then every service replies "pong" within 5 seconds
    And these services are among them:
      | book-api         |
      | shoppingcart-api |
      | user-api         |
      | slack-api        |
      | user-queue       |
      | event-bus        |
      | customer-api     |
      | payment-api      |
