package org.descent.journey.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.descent.journey.CommandLine;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.openqa.selenium.Keys;

/**
 * How fast page and report answer whoever uses them. It prints what it measures, and expects of it
 * only that it was measured: machines differ.
 */
@Tag("thorough")
@TestMethodOrder(OrderAnnotation.class) // nothing else trains where the playground is timed
class FluencyIT extends ServedPage {

  private static final String WIDE =
      """
      apiVersion: descent/v1
      kind: Experiment
      name: %s
      title: %s
      data: xor
      network: {layers: [{dense: {units: 2, activation: tanh}}], heads: [binary]}
      loss: cross-entropy
      optimiser: {momentum: {learningRate: 0.1}}
      budget: 200
      vary:
        optimiser.momentum.learningRate: [%s]
        optimiser.momentum.momentum: [%s]
      seeds: %d
      """;

  @Test
  @Order(2)
  void tenThousandTrials() throws IOException {
    sweep("Ten thousand trials", 50, 4);
  }

  @Test
  @Order(3)
  void tenThousandVariants() throws IOException {
    sweep("Ten thousand variants", 100, 1);
  }

  /** So many values of each of two axes, and so many seeds. */
  private static void sweep(String title, int along, int seeds) throws IOException {
    var name = title.replace(' ', '-').toLowerCase(Locale.ROOT);
    var file = directory.resolve(name + ".yaml");
    var text =
        String.format(
            Locale.ROOT,
            WIDE,
            name,
            title,
            values(1.0 / along, along),
            values(0.9 / along, along),
            seeds);
    Files.writeString(file, text);
    long begun = System.nanoTime();
    var run =
        CommandLine.run(directory, "submit", file.toString(), "--server", served.page().toString());
    assertThat(run.exit()).as(run.err()).isZero();
    System.out.printf(
        Locale.ROOT, "%s, handed in, s: %.1f%n", title, (System.nanoTime() - begun) / 1e9);
    browser.open("");
    browser.click("a", title);
    browser.seeText("span", "complete");
    browser.until(() -> "curves are drawn", () -> !browser.attribute("canvas", "width").isEmpty());
    browser.keep("fluency-" + name);
    measureInteractions();

    int made = 0;
    for (int round = 0; round < 3; round++) {
      for (var button : List.of("Median", "Converged", "momentum", "learning rate", "linear")) {
        browser.click("button", button);
        made++;
      }
      for (int row = 1; row <= 4; row++) {
        browser.click(
            "section[aria-labelledby='variants-title'] tbody tr:nth-child("
                + (row + 4 * round)
                + ") td input[type='checkbox']");
        made++;
      }
      browser.click("button", "More");
      made++;
      for (var canvas : List.of("heat-title", "spread-title")) {
        browser.drag(
            "section[aria-labelledby='" + canvas + "'] canvas.brush",
            new double[] {0.5, 0.4},
            new double[] {0.6, 0.5});
        browser.seeText("div", "picked out");
        browser.click("button", "Show all again");
        made += 2;
      }
    }

    var spent = numbers("return [...window.spent.values()].map(String)");
    while (spent.size() < made) {
      spent.add(0.0); // what takes less than 16 ms is not told
    }
    print(title + ", interaction to paint, ms", spent);
    assertThat(rows()).isLessThan(2000);
  }

  /** So many, at equal steps. */
  private static String values(double step, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> String.format(Locale.ROOT, "%.4f", step * (i + 1)))
        .collect(Collectors.joining(", "));
  }

  private static int rows() {
    return browser.ask("return [...document.querySelectorAll('tr')].map(e => '')").size();
  }

  /** Of each interaction the time to the next paint (Event Timing API), those above 16 ms. */
  private static void measureInteractions() {
    browser.ask(
        """
        window.spent = new Map();
        new PerformanceObserver((list) => {
          for (const e of list.getEntries()) {
            if (e.interactionId) {
              window.spent.set(e.interactionId, Math.max(window.spent.get(e.interactionId) ?? 0, e.duration));
            }
          }
        }).observe({type: 'event', durationThreshold: 16});
        return [];
        """);
  }

  @Test
  @Order(1)
  void thePlayground() {
    play("#/play", "with networks to look at");
    play("#/play?data=random", "of images");
  }

  private static void play(String place, String what) {
    browser.open(place);
    browser.until(() -> "it is drawn: " + browser.text(), () -> redrawn(100));
    browser.ask(
        """
        const lines = document.querySelector('.strips');
        const knobs = document.querySelector('.knobs');
        let begun;
        window.redrawn = [];
        knobs.addEventListener('input', () => { begun = performance.now(); }, true);
        new MutationObserver(() => {
          if (begun && lines.dataset.state === 'complete') {
            const from = begun;
            begun = undefined;
            requestAnimationFrame(() => setTimeout(() => window.redrawn.push(performance.now() - from)));
          }
        }).observe(lines, {attributes: true, attributeFilter: ['data-state']});
        return [];
        """);
    var rate = "input[aria-valuetext='0.3']";
    for (var key : List.of(Keys.ARROW_LEFT, Keys.ARROW_LEFT)) {
      turn(rate, key);
      rate = "input[aria-valuetext='0.1']";
    }
    for (int units = 2; units < 8; units = units < 4 ? units + 1 : units + 2) {
      turn("input[aria-valuetext='" + units + "']", Keys.ARROW_RIGHT);
    }
    print(
        "change to redrawn in the playground, " + what + ", ms",
        numbers("return window.redrawn.map(String)"));
  }

  private static void turn(String knob, Keys key) {
    int before = numbers("return window.redrawn.map(String)").size();
    browser.see(knob).sendKeys(key);
    browser.until(
        () -> "it is redrawn: " + browser.text(),
        () -> numbers("return window.redrawn.map(String)").size() > before);
  }

  private static boolean redrawn(int trials) {
    return browser.attribute(".strips", "data-state").equals("complete")
        && browser.attribute(".strips", "data-trials").equals("" + trials);
  }

  @Test
  @Order(4)
  void theReportOfTheStudy() throws IOException {
    var study = Path.of("../../experiments/study.yaml").toAbsolutePath().normalize();
    var run = CommandLine.run(directory, "run", study.toString(), "--quiet", "--out=study");
    assertThat(run.exit()).as(run.err()).isZero();
    var report = directory.resolve("study/report.html");
    var opened = new ArrayList<Double>();
    for (int i = 0; i < 10; i++) {
      browser.visit(report.toUri());
      opened.addAll(
          numbers("return [String(performance.getEntriesByType('navigation')[0].loadEventEnd)]"));
    }
    print("report of the study to loaded, ms", opened);
    System.out.printf(
        Locale.ROOT, "report of the study, MB: %.2f%n", Files.size(report) / 1_000_000.0);
  }

  private static List<Double> numbers(String script) {
    return browser.ask(script).stream().map(Double::valueOf).collect(Collectors.toList());
  }

  private static void print(String what, List<Double> measured) {
    assertThat(measured).as(what).isNotEmpty();
    Collections.sort(measured);
    System.out.printf(
        Locale.ROOT,
        "%s: median %.0f, 95th percentile %.0f, of %d%n",
        what,
        measured.get(measured.size() / 2),
        measured.get((int) Math.ceil(0.95 * measured.size()) - 1),
        measured.size());
  }
}
