package org.descent.experiment.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.descent.contracts.data.Examples;
import org.descent.contracts.spec.Split;
import org.junit.jupiter.api.Test;

class ClassesTest {
  private static final String KINDS =
      """
      apiVersion: descent/v1
      kind: Experiment
      name: kinds
      data: {csv: {file: kinds.csv, targets: [kind]}}
      network: {layers: [{dense: {units: 2}}], heads: [{multi-class: {target: kind, classes: 4}}]}
      budget: 2
      seeds: 3
      """;

  private static Findings findings(String more) {
    return Told.of(KINDS + more, (variant, seed) -> new float[] {1, 0.1f * seed});
  }

  @Test
  void worstAndBestClassStandBesideTheCalibrationError() {
    var html = new ClassTable(findings("")).html();

    assertThat(html)
        .contains("Classes of the validation examples", "3: 0.0 %", "0: 91.7 %")
        .contains("90.0 % of 3", "6.3 %");
  }

  @Test
  void aMatrixIsDrawnOfEachVariantUntilThereAreTooMany() {
    var two = new ClassFigures(findings("vary: {optimiser.sgd.learningRate: [0.1, 0.2]}\n"));
    var drawings = two.figure().orElseThrow().drawings();
    assertThat(drawings)
        .extracting(Drawing::name)
        .allMatch(name -> name.startsWith("learning rate 0."));
    assertThat(drawings).hasSize(2);
    // a class's row: 92 of a hundred are right, 8 are taken for the next; all three trials alike
    assertThat(((Confusion) drawings.get(0)).counts()[0]).containsExactly(33, 3, 0, 0);
    assertThat(drawings.get(0).svg()).contains(">92</text>", ">8</text>", ">100</text>");

    var many = new ClassFigures(findings("vary: {optimiser.sgd.learningRate: [1, 2, 3, 4, 5]}\n"));
    assertThat(many.figure().orElseThrow().drawings()).hasSize(4);
    assertThat(many.figure().orElseThrow().caption()).contains("the first 4 of 5");
  }

  @Test
  void theImagesOfWhichANetworkIsLeastCertainAreShownWithTheirClasses() {
    var images = new float[4 * 16];
    Arrays.fill(images, 3 * 16, 4 * 16, 1);
    var examples =
        new Examples(
            List.of(4, 4), images, List.of(new Examples.Target("kind", new float[] {2, 0, 0, 1})));
    var findings =
        findings("")
            .with(
                Map.of(Split.TRAIN, 4, Split.VALIDATION, 4, Split.TEST, 0),
                rows -> Optional.of(Examples.of(List.of(examples, examples)).at(rows)));
    assertThat(findings.examples().orElseThrow().target("kind")).containsExactly(2, 0, 0, 1);

    assertThat(findings.uncertain().orElseThrow().target("kind")).containsExactly(1, 2, 1, 0);
    var figures = new GalleryFigures(findings).named();
    assertThat(figures)
        .extracting(Figure::title)
        .containsExactly("Least certain", "Most wrong", "Typical");
    var figure = figures.get(0);
    assertThat(figure.caption()).startsWith("The validation images of whose class");
    var gallery = (Gallery) figure.drawings().get(0);
    assertThat(gallery.items()).extracting(Gallery.Item::right).containsExactly(false, true);
    assertThat(gallery.items().get(0).lines()).containsExactly("0 p 0.40 (1)");
    assertThat(gallery.items().get(0).pixels()[0]).containsOnly(1);
    var typical = ((Gallery) figures.get(2).drawings().get(0)).items();
    assertThat(typical.get(0).lines()).containsExactly("0 p 0.90 (0)");
    assertThat(typical.get(0).pixels()[0]).containsOnly(0);
  }

  @Test
  void classesGoByTheNamesThatTheDataHave() {
    var names = new ClassNames(Map.of("kind", List.of("Adelie", "Chinstrap", "Gentoo")));
    var head = findings("").experiment().variants().get(0).training().network().heads().get(0);
    assertThat(names.of(head)).containsExactly("Adelie", "Chinstrap", "Gentoo", "3");

    var counts = new int[][] {{1, 0}, {0, 1}};
    var named = new Confusion("kind", List.of("Adelie", "a name of many letters"), counts).svg();
    assertThat(named).contains(">Adelie</text>", ">a name of man…</text>", "rotate(-40)");
    assertThat(new Confusion("kind", List.of("0", "1"), counts).svg()).doesNotContain("rotate");
  }

  @Test
  void whereNoHeadSaysAClassNothingIsToldOfAny() {
    var xor =
        """
        apiVersion: descent/v1
        kind: Experiment
        name: xor
        data: xor
        network: {layers: [{dense: {units: 2}}], heads: [binary]}
        budget: 2
        seeds: 3
        """;
    var findings = Told.of(xor, (variant, seed) -> new float[] {1, 0.5f});
    assertThat(new ClassTable(findings).html()).isEmpty();
    assertThat(new ClassFigures(findings).figure()).isEmpty();
    assertThat(new GalleryFigures(findings).named()).isEmpty();
  }

  @Test
  void tablesOfTheEndAreShownWithoutATarget() {
    var page = Report.of("", List.of(findings("update: {average: 0.9}\ntarget: none\n"))).html();

    var main = page.substring(page.indexOf("<body>"), page.indexOf("<script"));
    assertThat(main).doesNotContain("id=\"table\"").contains("href=\"#ends\"", "id=\"ends\"");
    assertThat(main).contains("Averaged loss", "Calibration error", "Who is taken for whom");
  }
}
