package org.descent.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DesktopTest {
  private static final Map<String, String> DESKTOP =
      Map.of("DESCENT_STDERR_TERMINAL", "1", "DISPLAY", ":0");

  @Test
  void addressesAreOpenedAtATerminalOfADesktopAlone() {
    assertThat(Desktop.opener(DESKTOP, "Linux", name -> true)).contains("xdg-open");
    assertThat(Desktop.opener(Map.of("DISPLAY", ":0"), "Linux", name -> true)).isEmpty();
    assertThat(Desktop.opener(Map.of("DESCENT_STDERR_TERMINAL", "1"), "Linux", name -> true))
        .isEmpty();
    var elsewhere = new HashMap<>(DESKTOP);
    elsewhere.put("SSH_CONNECTION", "10.0.0.1 50000 10.0.0.2 22");
    assertThat(Desktop.opener(elsewhere, "Linux", name -> true)).isEmpty();
  }

  @Test
  void whateverTheDesktopHasOpensThem() {
    assertThat(Desktop.opener(DESKTOP, "Linux", "wslview"::equals)).contains("wslview");
    assertThat(Desktop.opener(DESKTOP, "Linux", name -> false)).isEmpty();
    assertThat(Desktop.opener(Map.of("DESCENT_STDERR_TERMINAL", "1"), "Mac OS X", name -> false))
        .contains("open");
  }
}
