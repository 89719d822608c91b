package org.descent.journey.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.descent.journey.CommandLine;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The report as a file that somebody has been sent. */
class ReportIT {
  @TempDir static Path directory;

  private static Browser browser;
  private static Path report;

  @BeforeAll
  static void write() {
    var missing = Browser.missing();
    missing.ifPresent(System.err::println);
    assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
    var study = Path.of("../../experiments/study").toAbsolutePath().normalize();
    var run =
        CommandLine.run(
            directory,
            "run",
            study.resolve("1-surfaces.yaml").toString(),
            study.resolve("3-xor.yaml").toString(),
            study.resolve("3-xor-single-layer.yaml").toString(),
            "--seed-count=3",
            "--quiet",
            "--out=sent");
    assertThat(run.exit()).as(run.err()).isZero();
    report = directory.resolve("sent/report.html");
    browser = Browser.on(report.toUri());
  }

  @AfterAll
  static void stop() {
    if (browser != null) {
      browser.close();
    }
  }

  @Test
  void theLinesOfXorMoveWithTheSlider() {
    browser.visit(report.toUri());
    var slider = browser.see("input[type=range]");
    browser.move(slider, 0);
    var first = browser.see("output").getText();

    browser.move(slider, 5);

    assertThat(browser.see("output").getText()).isNotEqualTo(first);
    assertThat(browser.complaints()).isEmpty();
    assertThat(browser.foreignRequests()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"light, 1280", "dark, 1280", "light, 390", "dark, 390"})
  void everybodyCanReadIt(String scheme, int width) {
    browser.look(scheme, width);
    browser.visit(report.toUri());
    browser.see("input[type=range]");

    browser.keep("report-" + scheme + "-" + width);
    assertThat(browser.overflow()).isZero();
    assertThat(browser.inaccessible()).isEmpty();
  }

  @Test
  void itStandsByItselfAndIsSmall() throws IOException {
    assertThat(Files.size(report)).isLessThan(8L << 20);
    assertThat(directory.resolve("sent/figures/figure-01.svg")).isRegularFile();
  }
}
