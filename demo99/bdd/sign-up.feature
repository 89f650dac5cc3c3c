Feature: Sign up
  A sign-up makes an account and returns at once. The staff read of each new
  user in a channel, soon afterwards.

  Scenario: The staff see a message about a new user
    When Ada signs up
    Then Ada has an account with her name and e-mail address
    And the staff see 1 message "User <e-mail address> created" in the channel "#user"

  Scenario: A name is required
    When Ada signs up without a name
    Then the store refuses this with status 400
    And it names the field "name", which "is required"

  Scenario Outline: An e-mail address belongs to one account
    Given Ada has signed up
    When another user signs up with Ada's e-mail address <spelling>
    Then the store refuses this with status 409
    And it names the field "email", which "belongs to another account"

    Examples:
      | spelling           |
      | as it is           |
      | in capital letters |
