package org.descent.standalone.cli;

import picocli.CommandLine.Option;

/** What a command shows to a control that does not let everybody in. */
final class ShownToken {
  private static final String VARIABLE = "DESCENT_TOKEN";

  @Option(
      names = "--token",
      paramLabel = "TOKEN",
      description =
          "What to show to a control that asks for a token; default the environment's"
              + " DESCENT_TOKEN, which other users of the machine cannot see.")
  private String token;

  /**
   * It; empty for none.
   *
   * @throws UserMistake if it cannot be one; it is not repeated
   */
  String value() {
    boolean option = token != null;
    var shown = option ? token : System.getenv().getOrDefault(VARIABLE, "").strip();
    if (!shown.matches("[\\x21-\\x7e]*")) {
      throw new UserMistake(
          (option ? "--token" : VARIABLE)
              + " has characters that no token has, expected what 'descent token' has made");
    }
    return shown;
  }
}
