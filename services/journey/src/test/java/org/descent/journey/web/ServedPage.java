package org.descent.journey.web;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** A browser that looks at the page of a control; without one its tests are left out. */
abstract class ServedPage {
  @TempDir static Path directory;
  static Served served;
  static Browser browser;

  @BeforeAll
  static void start() {
    var missing = Browser.missing();
    missing.ifPresent(System.err::println);
    assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
    served = Served.in(directory);
    browser = Browser.on(served.page());
  }

  @AfterAll
  static void stop() {
    if (browser != null) {
      browser.close();
    }
    if (served != null) {
      served.close();
    }
  }
}
