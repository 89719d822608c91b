package org.descent.journey.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;

/** What somebody at a browser gets. */
class PageIT extends ServedPage {
  private static final String SWEEP =
      """
      apiVersion: descent/v1
      kind: Experiment
      name: NAME
      title: A sweep in small
      data: {random: {images: 32, side: 4, positives: 8, seed: 3}}
      network:
        layers: [flatten, {dense: {units: 8, activation: tanh}}]
        heads: [{binary: {name: label}}]
      optimiser: {sgd: {learningRate: 0.5}}
      budget: 400
      vary:
        loss: [l2, cross-entropy]
        optimiser.sgd.learningRate: [0.1, 0.3, 1]
      seeds: 4
      """;

  /** Too slow to end before it is cancelled. */
  private static final String LONG =
      """
      apiVersion: descent/v1
      kind: Experiment
      name: long
      title: Long enough to be cancelled
      data: {line: {images: 32, seed: 1}}
      network:
        activation: relu
        layers: [{conv2d: {filters: 8, kernel: 7}}, {conv2d: {filters: 8, kernel: 7}}, flatten]
        heads: [{binary: {name: label}}]
      loss: l2
      optimiser: {sgd: {learningRate: 0.0001}}
      budget: 10000000
      seeds: 12
      """;

  private static final String SEARCH =
      """
      apiVersion: descent/v1
      kind: Experiment
      name: searched
      title: A search in small
      data: {random: {images: 32, side: 4, positives: 8, seed: 3}}
      network:
        layers: [flatten, {dense: {units: 8, activation: tanh}}]
        heads: [{binary: {name: label}}]
      optimiser: {sgd: {learningRate: 0.5}}
      budget: 90
      target: none
      search:
        space:
          network.layers[1].dense.units: {int: [2, 9]}
          optimiser.sgd.learningRate: {log-uniform: [0.01, 3]}
          loss: {choice: [l2, cross-entropy]}
        objective: {maximise: accuracy, on: train}
        strategy: random
        variants: 18
        lag: 6
        stopping: {successive-halving: {rungs: 3, factor: 3}}
      seeds: {at-least: 1, at-most: 2, fresh: 2}
      """;

  /** Whatever was done: nothing complained, and nothing came from elsewhere. */
  @AfterEach
  void allIsWell() {
    if (browser != null) {
      assertThat(browser.foreignRequests()).isEmpty();
      assertThat(browser.complaints()).isEmpty();
    }
  }

  @Test
  void anExperimentIsWrittenWatchedAndLookedIntoTrialByTrial() {
    submit(SWEEP.replace("NAME", "written"));

    browser.seeText("h1", "A sweep in small");
    browser.seeText("span", "complete");
    browser.until(() -> "curves are drawn", () -> points() > 0);
    browser.until(
        () -> "the table is filled: " + browser.text(), () -> browser.text().contains("4/4"));

    browser.click("a[href$='.1.2']");
    browser.seeText("h1", "Seed 2");
    browser.seeText("dt", "Initial weights");
    browser.seeText("dt", "Snapshots");
  }

  @Test
  void whatIsPickedOutOfASearchIsPickedOutInItsTableToo() {
    submit(SEARCH);
    browser.seeText("span", "complete");
    browser.until(() -> "all variants are there: " + browser.text(), () -> picked() == 18);
    for (var title :
        new String[] {
          "All trials at once", "Who went on", "What matters", "What was found where"
        }) {
      assertThat(browser.seeText("h2", title)).isNotNull();
    }

    browser.click("summary", "Pick out");
    browser.type("input[aria-label='learning rate, from']", "0.3");
    browser.until(() -> "some are picked out, of 18 " + picked(), () -> picked() < 18);
    assertThat(rates()).hasSize(picked()).isNotEmpty().allMatch(rate -> rate >= 0.3);
    browser.keep("search-picked");
    assertThat(browser.inaccessible()).isEmpty();
    browser.look("dark", 390);
    browser.keep("search-dark-390");
    assertThat(browser.inaccessible()).isEmpty();
    assertThat(browser.overflow()).isZero();
    browser.look("light", 1280);

    browser.click("button", "Show all again");
    browser.until(() -> "all are shown, of 18 " + picked(), () -> picked() == 18);
    // down the upper third of the last axis: the better accuracies
    browser.drag(CHART, new double[] {LAST_AXIS, 0.12}, new double[] {LAST_AXIS, 0.4});
    browser.until(() -> "some are picked out, of 18 " + picked(), () -> picked() < 18);
    assertThat(rates()).hasSize(picked()).isNotEmpty();
    assertThat(browser.attribute("input[aria-label='train.accuracy, from']", "value")).isNotEmpty();

    fitsAPhone("reports/" + shown());
  }

  @Test
  void whatIsBrushedInAViewOfASweepIsPickedOutInAllAndInTheAddress() {
    submit(SWEEP.replace("NAME", "brushed"));
    browser.seeText("span", "complete");
    browser.until(() -> "all trials are drawn", () -> kept() == 24);
    browser.until(() -> "the fields are drawn", () -> whole(HEAT, "width") > 0);

    // over the two fields of the middle column
    browser.drag(HEAT, new double[] {0.55, 0.2}, new double[] {0.55, 0.6});
    browser.seeText("div", "2 of 6 variants picked out: learning rate 0.3");
    browser.until(() -> "the table has two rows", () -> variants() == 2);
    browser.until(() -> "their trials are left", () -> trials() == 8 && kept() == 8);
    assertThat(drawn()).hasSize(2).allMatch(label -> label.contains("0.3"));
    assertThat(browser.inaccessible()).isEmpty();
    browser.keep("sweep-picked");

    var place = browser.address().substring(browser.address().indexOf('#'));
    assertThat(place).contains("pick=");
    browser.open(place);
    browser.until(() -> "the link picks out the same", () -> variants() == 2 && trials() == 8);
    browser.see("body").sendKeys(Keys.ESCAPE);
    browser.until(() -> "all are shown", () -> variants() == 6 && trials() == 24);
    assertThat(browser.address()).doesNotContain("pick=");

    browser.see(HEAT).sendKeys(Keys.ARROW_LEFT, Keys.ENTER); // the upper left field
    browser.until(() -> "one field is picked by keys", () -> variants() == 1 && trials() == 4);
    browser.see("body").sendKeys(Keys.ESCAPE);
    browser.until(() -> "all are shown", () -> variants() == 6 && kept() == 24);

    browser.drag(STRIP, new double[] {0.25, 0.5}, new double[] {0.55, 0.5});
    browser.until(() -> "some trials are picked, of 24 " + kept(), () -> kept() < 24 && kept() > 0);
    browser.until(() -> "the table has as many", () -> trials() == kept());
    browser.click("summary", "Pick out");
    assertThat(browser.attribute("input[aria-label='iterations of a trial, to']", "value"))
        .isNotEmpty();
    browser.click("button", "Show all again");
    browser.until(() -> "all are shown", () -> variants() == 6 && kept() == 24);
  }

  @Test
  void eachValueOfASettingHasItsColourAndALinkGivesTheSame() {
    submit(SWEEP.replace("NAME", "coloured"));
    browser.seeText("span", "complete");
    browser.until(() -> "curves are drawn", () -> points() > 0);
    browser.choose("A colour for each", "loss");
    browser.until(() -> "two colours for six: " + swatches(), () -> swatches().size() == 2);
    var place = browser.address().substring(browser.address().indexOf('#'));
    assertThat(place).contains("hue=loss");
    browser.open(place);
    browser.until(() -> "two colours again: " + swatches(), () -> swatches().size() == 2);
    browser.choose("A colour for each", "variant");
    browser.until(() -> "six colours: " + swatches(), () -> swatches().size() == 6);
    browser.choose("Along", "seconds");
    browser.seeText("p", "counted once, when a trial ends");
    browser.until(() -> "curves are drawn along seconds", () -> points() > 0);
    assertThat(browser.address()).contains("unit=seconds");
  }

  /** Colours of the curves' legend. */
  private static List<String> swatches() {
    return browser.ask(
        "return [...new Set([...document.querySelectorAll('section[aria-labelledby=curves-title]"
            + " .legend .swatch')].map(e => e.className.replace(/ d[0-9]/, '')))]");
  }

  private static final String HEAT = "section[aria-labelledby='heat-title'] canvas.heat";
  private static final String STRIP = "section[aria-labelledby='spread-title'] canvas";

  /** Trials that are picked out in the strip. */
  private static int kept() {
    return whole(STRIP, "data-kept");
  }

  private static int variants() {
    return whole("section[aria-labelledby='variants-title']", "data-rows");
  }

  private static int trials() {
    return whole("section[aria-labelledby='trials-title']", "data-total");
  }

  private static int whole(String css, String name) {
    var value = browser.attribute(css, name);
    return value.isEmpty() ? -1 : Integer.parseInt(value);
  }

  private static final String CHART = "section[aria-labelledby='all-title'] .plot";

  /** Where the last axis stands in a window of 1280 pixels, of the chart's width. */
  private static final double LAST_AXIS = 1 - 80.0 / 1124;

  private static int picked() {
    var value = browser.attribute("[data-picked]", "data-picked");
    return value.isEmpty() ? 0 : Integer.parseInt(value);
  }

  /** Of the variants in the table. */
  private static List<Double> rates() {
    return browser
        .ask(
            "return [...document.querySelectorAll('section[aria-labelledby=board-title] tbody th')]"
                + ".map(e => e.textContent)")
        .stream()
        .map(label -> Double.valueOf(label.replaceAll(".*learning rate ([0-9.Ee-]+).*", "$1")))
        .toList();
  }

  @Test
  void mistakesAreShownBesideTheirLines() {
    browser.open("#/new");
    browser.seeText("h2", "Ready to submit");
    browser.write(
        "#yaml", SWEEP.replace("NAME", "mistaken").replace("budget: 400", "budget: 0\nseedz: 3"));

    var problem = browser.seeText("li", "did you mean");
    assertThat(problem.getText()).contains("Line 11").contains("seedz");
    assertThat(browser.see(".gutter .wrong").getText()).isEqualTo("10");
    assertThat(browser.attribute("#yaml", "aria-invalid")).isEqualTo("true");

    browser.click("button", "Submit");
    assertThat(browser.address()).endsWith("#/new");
    browser.write("#yaml", SWEEP.replace("NAME", "mended"));
    browser.seeText("h2", "Ready to submit");
    assertThat(browser.attribute("#yaml", "aria-invalid")).isEqualTo("false");
  }

  @Test
  void theSameExperimentIsOfferedAsItIs() {
    var yaml = SWEEP.replace("NAME", "twice").replace("seeds: 4", "seeds: 1");
    submit(yaml);
    browser.seeText("span", "complete");
    browser.click("a", "Run again");
    browser.seeText("h2", "This exact experiment is there already");

    browser.click("button", "Give it a new name");
    browser.seeText("span", "twice-2-");
    browser.seeText("h2", "Ready to submit");
  }

  @Test
  void whatIsSetStandsInTheAddressAndComesBack() {
    submit(SWEEP.replace("NAME", "linked"));
    browser.seeText("span", "complete");
    browser.until(() -> "curves are drawn", () -> points() > 0);
    browser.click("section[aria-labelledby='curves-title'] button[aria-pressed='false']");
    browser.click("button", "Median");
    browser.click("td input[type='checkbox']");
    var place = browser.address().substring(browser.address().indexOf('#'));
    assertThat(place).contains("x=linear", "sort=Median", "draw=");
    var before = drawn();

    browser.open("");
    browser.see(".experiments li");
    browser.open(place);
    browser.until(() -> "curves are drawn", () -> points() > 0);

    assertThat(drawn()).isEqualTo(before);
    assertThat(
            browser
                .ask(
                    "return [...document.querySelectorAll('section[aria-labelledby=curves-title]"
                        + " [aria-pressed=true]')].map(e => e.textContent)")
                .get(0))
        .isEqualTo("linear");
    assertThat(browser.attribute("th[aria-sort='ascending']", "aria-sort")).isEqualTo("ascending");
    browser.open(place.replaceFirst("x=linear", "x=none&metric=none"));
    browser.until(() -> "curves are drawn", () -> points() > 0);
  }

  /** Labels of the variants that are drawn. */
  private static List<String> drawn() {
    return browser.ask(
        "return [...document.querySelectorAll('td input[type=checkbox]')]"
            + ".filter(e => e.checked).map(e => e.getAttribute('aria-label')).sort()");
  }

  @Test
  void whatPeopleSayStandsInTheListAndWhatIsArchivedIsShownWhenAskedFor() {
    submit(SWEEP.replace("NAME", "noted"));
    browser.seeText("span", "complete");
    browser.click("button", "Notes");
    browser.type("#tags", "slow, for-talk");
    browser.type("#note", "as in figure 3");
    browser.click("button", "Save");
    browser.seeText("p", "as in figure 3");
    assertThat(browser.inaccessible()).isEmpty();
    browser.keep("noted");
    browser.click("button", "Archive");
    browser.seeText("button", "Take out of the archive");

    browser.open("#/?q=noted-");
    browser.seeText("p", "1 archived");
    assertThat(rows()).isZero();
    browser.click("button", "Show archived");
    browser.until(() -> "it is shown", () -> rows() == 1);
    browser.choose("Tag", "slow");
    browser.seeText("span", "for-talk");
    assertThat(browser.address()).contains("tag=slow", "archived=yes");
    browser.keep("list-archived");
    browser.click("h2 a");
    browser.click("button", "Take out of the archive");
    browser.seeText("button", "Archive");
  }

  @Test
  void theInterfaceIsDescribedUnderAStrictPolicy() {
    browser.open("q/swagger-ui/");
    browser.see(".opblock");
    browser.keep("interface");
  }

  @Test
  void twoExperimentsAreFoundInTheListAndLaidOverEachOther() {
    submit(SWEEP.replace("NAME", "beside-one"));
    browser.seeText("span", "complete");
    submit(SWEEP.replace("NAME", "beside-two").replace("budget: 400", "budget: 500"));
    browser.seeText("span", "complete");
    browser.open("");
    browser.type("input[type='search']", "beside-");
    browser.until(() -> "two are found", () -> rows() == 2);
    browser.until(() -> "trials are drawn", () -> !browser.attribute(".strip", "height").isEmpty());
    browser.keep("list-found");
    browser.click("li:nth-child(1) .tick input");
    browser.click("li:nth-child(2) .tick input");
    browser.click("button", "Compare");

    browser.seeText("th", "budget");
    browser.until(() -> "lines are drawn", () -> lines() == 2);
    browser.click("tr[data-couple='1'] input");
    browser.until(() -> "more lines are drawn", () -> lines() == 4);
    var place = browser.address().substring(browser.address().indexOf('#'));
    for (var look : new String[] {"light,1440", "dark,1440", "light,390", "dark,390"}) {
      browser.look(look.split(",")[0], Integer.parseInt(look.split(",")[1]));
      browser.open("");
      browser.open(place);
      browser.until(() -> "lines are drawn", () -> lines() == 4);
      browser.keep("compare-" + look.replace(',', '-'));
      assertThat(browser.inaccessible()).as(look).isEmpty();
      assertThat(browser.overflow()).as(look).isZero();
    }
  }

  @Test
  void networksAreSeenOnTheirWayAndTheAddressSaysWhere() {
    submit(PLANE);
    browser.seeText("span", "complete");
    browser.until(() -> "networks are drawn: " + browser.text(), () -> right().size() == 6);
    var end = right();
    assertThat(end).isEqualTo(told());

    browser.see("input[aria-label='Snapshot']").sendKeys(Keys.HOME);
    browser.until(() -> "at the first snapshot", () -> iteration().equals("1"));
    assertThat(right()).isNotEqualTo(end);
    browser.see("input[aria-label='Snapshot']").sendKeys(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT);
    var there = iteration();
    var seen = right();
    var place = browser.address().substring(browser.address().indexOf('#'));
    assertThat(place).contains("net-at=" + there);
    browser.open("");
    browser.open(place);
    browser.until(() -> "it comes back: " + iteration(), () -> iteration().equals(there));
    assertThat(right()).isEqualTo(seen);
    browser.click("section[aria-labelledby='networks-title'] button");
    browser.until(() -> "it moves to the end", () -> right().equals(end));

    var id = place.replaceFirst("[?].*", "").replaceFirst(".*/", "");
    for (var look : new String[] {"light,1440", "dark,1440", "light,390", "dark,390"}) {
      browser.look(look.split(",")[0], Integer.parseInt(look.split(",")[1]));
      for (var view : new String[] {place, "#/experiment/" + id + "/trial/" + id + ".0.1"}) {
        browser.open(view);
        browser.until(() -> "networks are drawn", () -> !right().isEmpty());
        browser.keep((view.equals(place) ? "networks-" : "network-") + look.replace(',', '-'));
        assertThat(browser.inaccessible()).as(look).isEmpty();
        assertThat(browser.overflow()).as(look).isZero();
      }
    }
    browser.seeText("h2", "Weights on their way");
  }

  private static final String PLANE =
      """
      apiVersion: descent/v1
      kind: Experiment
      name: plane
      title: XOR in its plane
      data: xor
      network:
        layers: [{dense: {units: 3, activation: gelu}}, {dense: {units: 2, activation: tanh}}]
        heads: [binary]
      loss: cross-entropy
      optimiser: {adam: {learningRate: 0.03}}
      budget: 600
      snapshots: {logarithmic: 20}
      seeds: 6
      """;

  /** Of four points, how many each network that is drawn tells right. */
  private static List<String> right() {
    return browser.ask(
        "return [...document.querySelectorAll('canvas[data-right]')].map(e => e.dataset.right)");
  }

  /** The same as the evaluator has found it at the end. */
  private static List<String> told() {
    return browser.ask(
        """
        const id = location.hash.split('/')[2].split('?')[0];
        const request = new XMLHttpRequest();
        request.open('GET', `/api/experiments/${id}/results`, false);
        request.send();
        return JSON.parse(request.responseText).variants[0].trials
          .map(t => String(Math.round(4 * t.metrics.train.accuracy)));
        """);
  }

  private static String iteration() {
    return browser.attribute("[data-iteration]", "data-iteration");
  }

  @Test
  void anImageNetworkShowsWhatItIsLeastCertainOf() {
    submit(SWEEP.replace("NAME", "unsure"));
    browser.seeText("span", "complete");
    browser.until(() -> "the table is filled", () -> browser.text().contains("4/4"));
    browser.click("a[href$='.1.2']");
    browser.seeText("h2", "Least certain, on train");
    var pictures =
        browser.ask(
            "return [...document.querySelectorAll('canvas[data-picture]')]"
                + ".map(e => e.getAttribute('aria-label'))");
    assertThat(pictures).hasSize(12).allMatch(told -> told.matches("Example \\d+: .+"));
    browser.keep("unsure");
    assertThat(browser.inaccessible()).isEmpty();
  }

  @Test
  void theEditorCompletesByKeysAloneAndSaysWhatThingsMean() {
    browser.look("light", 1280);
    browser.open("#/new");
    browser.seeText("h2", "Ready to submit");
    browser.write("#yaml", SWEEP.replace("NAME", "completed").replaceAll("(?m)^seeds.*$", ""));
    var editor = browser.see("#yaml");
    editor.sendKeys(Keys.chord(Keys.CONTROL, Keys.END), "instr");
    browser.seeText("li", "instruments");
    browser.keep("completion");
    assertThat(browser.inaccessible()).isEmpty();
    editor.sendKeys(Keys.ENTER, "[{sharp");
    browser.seeText("li", "sharpness");
    editor.sendKeys(Keys.TAB, "{lar");
    browser.seeText("li", "largest");
    editor.sendKeys(Keys.ENTER, "2}}]", Keys.ENTER, "seeds: 2", Keys.ENTER, "lo");
    browser.seeText("li", "loss");
    editor.sendKeys(Keys.ESCAPE);
    assertThat(browser.attribute(".suggestions", "hidden")).isEqualTo("true");
    editor.sendKeys(Keys.BACK_SPACE, Keys.BACK_SPACE);
    browser.seeText("h2", "Ready to submit");
    assertThat(browser.ask("return [document.getElementById('yaml').value]").get(0))
        .contains("instruments: [{sharpness: {largest: 2}}]\nseeds: 2\n");

    editor.sendKeys(Keys.chord(Keys.CONTROL, Keys.HOME), Keys.ARROW_DOWN, Keys.ARROW_DOWN);
    browser.until(
        () -> "it is told: " + browser.text(),
        () -> browser.see("#help").getText().contains("what it is called"));
    editor.sendKeys(Keys.chord(Keys.CONTROL, Keys.ENTER));
    browser.until(
        () -> "the experiment is open", () -> browser.address().contains("#/experiment/"));
  }

  @Test
  void whatIsOverIsDeletedFromItsPage() {
    submit(SWEEP.replace("NAME", "discarded").replace("seeds: 4", "seeds: 1"));
    browser.seeText("span", "complete");
    var place = browser.address().substring(browser.address().indexOf('#'));
    browser.click("button", "Delete");
    browser.click("button", "Keep it");
    browser.click("button", "Delete");
    browser.click("button", "Delete experiment");
    browser.seeText("h1", "Experiments");
    browser.until(
        () -> "it is gone: " + browser.text(),
        () -> browser.text().contains("A sweep in small") || browser.text().contains("Nothing"));
    browser.open(place);
    browser.seeText("h1", "Not here");
    assertThat(browser.complaints()).singleElement().asString().contains("404"); // as browsers do
  }

  @Test
  void theDistributionFollowsWhatIsSetInThePlayground() {
    browser.look("light", 1280);
    browser.open("#/play?seeds=50");
    browser.until(() -> "50 trials are drawn: " + browser.text(), () -> played(50, 1));

    browser.see("input[aria-valuetext='0.3']").sendKeys(Keys.ARROW_RIGHT);
    browser.until(() -> "the next stand above: " + browser.text(), () -> played(50, 2));
    assertThat(browser.address()).contains("rate=1");
    assertThat(browser.text()).contains("sgd 1, 50 seeds", "sgd 0.3, 50 seeds");
    assertThat(browser.text()).containsPattern("\\d+ of 50 did not reach the target");
    browser.until(() -> "its networks are drawn: " + browser.text(), () -> right().size() == 12);
    for (var look : new String[] {"light,1440", "dark,1440", "light,390", "dark,390"}) {
      browser.look(look.split(",")[0], Integer.parseInt(look.split(",")[1]));
      browser.keep("play-" + look.replace(',', '-'));
      assertThat(browser.inaccessible()).as(look).isEmpty();
      assertThat(browser.overflow()).as(look).isZero();
    }

    browser.open(browser.address().substring(browser.address().indexOf('#')));
    browser.until(() -> "it is there at once: " + browser.text(), () -> played(50, 1));
    assertThat(browser.text()).contains("sgd 1, 50 seeds");
    browser.click("a", "Open experiment");
    browser.seeText("h1", "Playground: XOR");
    browser.open("");
    browser.click("button", "Show them");
    browser.seeText("li", "Playground: XOR");
  }

  private static boolean played(int trials, int settings) {
    return browser.attribute(".strips", "data-state").equals("complete")
        && browser.attribute(".strips", "data-trials").equals("" + trials)
        && browser
                .ask("return [...document.querySelectorAll('.strips .median')].map(e => '')")
                .size()
            == settings;
  }

  private static int rows() {
    return browser
        .ask("return [...document.querySelectorAll('.experiments li')].map(e => '')")
        .size();
  }

  private static int lines() {
    var value = browser.attribute("[data-lines]", "data-lines");
    return value.isEmpty() ? 0 : Integer.parseInt(value);
  }

  @Test
  void curvesMoveWhileTrialsAreTrainedAndACancelledExperimentStops() {
    submit(LONG);
    browser.until(() -> "curves begin: " + browser.text(), () -> last() > 1);
    int before = last();
    browser.until(() -> "curves move on from " + before, () -> last() > before);

    browser.click("button", "Pause");
    browser.seeText("span", "paused");
    browser.click("button", "Resume");
    browser.seeText("span", "running");
    browser.click("button", "Cancel");
    browser.click("button", "Cancel experiment");

    browser.seeText("span", "cancelled");
    browser.open("");
    browser.seeText("li", "Long enough to be cancelled");
  }

  @Test
  void trialsGoOnOtherwiseFromTheirPage() {
    submit(SWEEP.replace("NAME", "forked"));
    browser.seeText("span", "complete");
    browser.click("button", "Fork");
    browser.type("dialog input[name=at]", "20");
    browser.type("dialog input[name=path]", "optimiser.sgd.learningRat");
    browser.type("dialog input[name=value]", "0.1; 0.2");
    browser.click("dialog button.primary");
    browser.seeText("p", "learningRat");
    assertThat(browser.complaints()).singleElement().asString().contains("400"); // as browsers do
    browser.keep("fork-refused");
    browser.type("dialog input[name=path]", "e"); // where it ends
    browser.click("dialog button.primary");

    browser.until(() -> "the fork is open", () -> browser.address().contains("-from-20-"));
    browser.seeText("p", "Builds on");
    browser.seeText("span", "complete");
    browser.keep("fork");
  }

  @ParameterizedTest
  @CsvSource({"light,1280", "dark,1280", "light,390", "dark,390"})
  void everyViewIsAccessibleAndFitsItsWindow(String scheme, int width) {
    submit(SWEEP.replace("NAME", "looked-at"));
    browser.seeText("span", "complete");
    var experiment = browser.address().substring(browser.address().indexOf('#'));
    var id = shown();
    fitsAPhone("reports/" + id);
    browser.look(scheme, width);
    for (var place : new String[] {"", "#/new", experiment, experiment + "/trial/" + id + ".4.1"}) {
      browser.open(place);
      browser.see("h1");
      if (place.startsWith("#/experiment")) {
        browser.until(
            () -> "curves are drawn", () -> !browser.attribute("canvas", "width").isEmpty());
      } else {
        browser.see(place.isEmpty() ? ".experiments li" : ".verdict h2");
      }
      var name =
          place.isEmpty()
              ? "list"
              : place.contains("trial") ? "trial" : place.contains("exp") ? "experiment" : "new";
      browser.keep(String.join("-", name, scheme, Integer.toString(width)));
      assertThat(browser.inaccessible()).as(place).isEmpty();
      assertThat(browser.overflow()).as(place).isZero();
    }
  }

  /** The id of the experiment that is open. */
  private static String shown() {
    return browser.address().replaceAll(".*#/experiment/([^/?]+).*", "$1");
  }

  private static void fitsAPhone(String report) {
    browser.look("light", 390);
    browser.open(report);
    browser.see("h1");
    browser.keep(report.replace('/', '-'));
    assertThat(browser.overflow()).as(report).isZero();
  }

  private void submit(String yaml) {
    browser.look("light", 1280);
    browser.open("#/new");
    browser.seeText("h2", "Ready to submit");
    browser.write("#yaml", yaml);
    var name =
        yaml.lines()
            .filter(line -> line.startsWith("name: "))
            .findFirst()
            .orElseThrow()
            .substring(6);
    browser.until(
        () -> name + " is judged: " + browser.text(),
        () -> browser.see(".verdict").getText().contains(name + "-"));
    if (browser.see(".verdict").getText().contains("already")) {
      browser.click("a", "Open it as it is");
    } else {
      browser.click("button", "Submit");
    }
    browser.until(
        () -> "the experiment is open", () -> browser.address().contains("#/experiment/"));
  }

  private static int points() {
    return number("points");
  }

  private static int last() {
    return number("last");
  }

  private static int number(String name) {
    var value = browser.attribute("[data-points]", "data-" + name);
    return value.isEmpty() ? 0 : Integer.parseInt(value);
  }
}
