Feature: Log in
  Users log in with the e-mail address and the password of their sign-up.

  Background:
    Given Ada has signed up with the password "rolling-pin"

  Scenario: Log in by e-mail address
    When Ada logs in with her e-mail address and the password "rolling-pin"
    Then she sees her own profile

  Scenario: A wrong password
    When Ada logs in with her e-mail address and the password "rolling-pan"
    Then the store refuses this with status 401
