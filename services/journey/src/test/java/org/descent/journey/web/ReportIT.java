package org.descent.journey.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.descent.journey.CommandLine;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The report as a file that somebody has been sent. */
class ReportIT {
  /** The plots that are alive, with their data. */
  private static final String PLOTS =
      """
      [...document.querySelectorAll('[data-drawing] .plot')].map((box) => ({
        data: JSON.parse(document.getElementById('drawings').textContent)[box.parentElement.dataset.drawing],
        chart: echarts.getInstanceByDom(box),
        figure: box.closest('figure'),
      }))\
      """;

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

  /** All of it, what is folded included. */
  private static void visit() {
    browser.visit(report.toUri());
    browser.ask(
        "document.querySelectorAll('details').forEach((d) => { d.open = true; }); return []");
  }

  @Test
  void whatIsFoldedIsAliveOnceItIsOpened() {
    browser.look("light", 1280);
    browser.visit(report.toUri());
    browser.see(".trials svg circle");
    int before = browser.ask("return " + PLOTS + ".map(p => p.data.name)").size();
    browser.click("summary", "more figure");
    browser.until(
        () -> "more is drawn than " + before,
        () -> browser.ask("return " + PLOTS + ".map(p => p.data.name)").size() > before);
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void figuresCanBeTaken() {
    browser.visit(report.toUri());
    browser.see(".keep button");
    browser.ask(
        """
        window.taken = [];
        URL.createObjectURL = (blob) => {
          blob.text().then((text) => window.taken.push(`${blob.type} ${text.slice(0, 400)}`));
          return '#taken';
        };
        HTMLAnchorElement.prototype.click = function () {};
        document.querySelectorAll('#figure-01 .keep button').forEach((button) => button.click());
        return [];
        """);
    var taken =
        browser.until(
            () -> "all are taken", () -> taken().size() == 3 ? String.join("\n", taken()) : null);
    assertThat(taken)
        .contains(
            "image/svg+xml <svg",
            "image/png",
            "text/csv Every trial",
            "variant,iterations,reached");
    assertThat(browser.complaints()).isEmpty();
  }

  private static List<String> taken() {
    return browser.ask("return window.taken");
  }

  @Test
  void theLinesOfXorMoveWithTheSlider() {
    visit();
    var slider = browser.see("#part-2 input[type=range]");
    browser.move(slider, 0);
    var first = browser.see("#part-2 output").getText();

    browser.move(slider, 5);

    assertThat(browser.see("#part-2 output").getText()).isNotEqualTo(first);
    assertThat(browser.complaints()).isEmpty();
    assertThat(browser.foreignRequests()).isEmpty();
  }

  @Test
  void theRaceIsRunUnderBothLossesAtOnce() {
    browser.visit(report.toUri());
    var slider = browser.see("#part-1 input[type=range]");
    browser.move(slider, 1);
    assertThat(browser.see("#part-1 output").getText())
        .isEqualTo(
            "Iteration 1: l2 3 of 3 still on their way · cross-entropy 3 of 3 still on their way");

    browser.move(slider, 1000);

    assertThat(browser.see("#part-1 output").getText())
        .contains("l2 0 of 3", "cross-entropy 0 of 3");
  }

  @Test
  void aSeedThatIsChosenIsNotCalledAMedian() {
    visit();
    browser.see(".tools select");
    var alone =
        browser.ask(
            """
            const said = [];
            document.querySelectorAll('figure:has(.plot)').forEach((figure) => {
              const select = figure.querySelector('.tools select');
              if (!select) return;
              select.value = select.options[1].value;
              select.dispatchEvent(new Event('change'));
              const names = [...figure.querySelectorAll('.plot')]
                .map((box) => echarts.getInstanceByDom(box)).filter(Boolean)
                .flatMap((chart) => chart.getOption().series.map((series) => series.name));
              said.push(`${names} | ${figure.querySelector('figcaption p').textContent}`);
            });
            return said;
            """);
    assertThat(alone)
        .isNotEmpty()
        .allMatch(said -> said.matches("(?s).*Shown now: seed [0-9]+ alone.*"))
        .noneMatch(said -> said.startsWith("median"));
  }

  /** Whatever is chosen of what a plot shows, and however its axes are spaced. */
  @Test
  void noAxisCutsOffALineOrABand() {
    browser.look("light", 1280);
    visit();
    browser.until(
        () -> "every plot is drawn",
        () -> browser.ask("return " + PLOTS + ".map(p => p.data.name)").size() < 5 ? null : true);

    assertThat(
            browser.ask(
                """
                const plots = PLOTS;
                const outside = [];
                const look = (setting) => plots.forEach(({data, chart, figure}) => {
                  const log = chart.getOption().yAxis[0].type === 'log';
                  const chosen = figure.querySelector('select')?.value;
                  data.series.forEach((line) => {
                    const one = line.singles.find((single) => single.name === chosen);
                    const heights = one ? [one.y] : [line.y, line.low, line.high].filter(Boolean);
                    (one ?? line).x.forEach((x, i) => heights.map((h) => h[i])
                      .filter((y) => y !== null && !(log && y <= 0)).forEach((y) => {
                        const [left, top] = chart.convertToPixel('grid', [x, y]);
                        if (![-1, 0, 1].some((a) => [-1, 0, 1].some(
                            (b) => chart.containPixel('grid', [left + a, top + b])))) {
                          outside.push(`${data.name}, ${setting}: ${y} at ${x}`);
                        }
                      }));
                  });
                });
                const press = (name) => document.querySelectorAll('figure button').forEach(
                  (button) => button.textContent === name && button.click());
                const choose = (at) => document.querySelectorAll('figure select').forEach((select) => {
                  select.selectedIndex = at;
                  select.dispatchEvent(new Event('change'));
                });
                ['as it is', 'Log iterations', 'Log loss', 'Log iterations'].forEach((setting) => {
                  press(setting);
                  [1, 0].forEach((at) => {
                    choose(at);
                    look(`${setting}, ${at}`);
                  });
                });
                return outside;
                """
                    .replace("PLOTS", PLOTS)))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"light, 1280", "dark, 1280", "light, 390", "dark, 390"})
  void everybodyCanReadIt(String scheme, int width) {
    browser.look(scheme, width);
    browser.visit(report.toUri());
    browser.see(".trials svg circle");
    browser.keep("report-" + scheme + "-" + width);
    assertThat(browser.overflow()).isZero();
    assertThat(browser.inaccessible()).isEmpty();

    visit();
    browser.see("input[type=range]");
    browser.keep("report-all-" + scheme + "-" + width);
    assertThat(browser.overflow()).isZero();
    assertThat(browser.inaccessible()).isEmpty();
  }

  @Test
  void itStandsByItselfAndIsSmall() throws IOException {
    assertThat(Files.size(report)).isLessThan(8L << 20);
    assertThat(directory.resolve("sent/figures/figure-01.svg")).isRegularFile();
  }
}
