package org.descent.experiment.search.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.descent.experiment.search.space.RangesTest.refused;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.rng.simple.RandomSource;
import org.descent.experiment.search.space.Choice.Option;
import org.junit.jupiter.api.Test;

class SpaceTest {
  private static final Choice OPTIMISER =
      new Choice(
          List.of(
              new Option(
                  "sgd",
                  Map.of("sgd", Map.of()),
                  Map.of("optimiser.sgd.learningRate", new LogUniform(0.01, 1))),
              new Option(
                  "adam",
                  Map.of("adam", Map.of()),
                  Map.of(
                      "optimiser.adam.learningRate", new LogUniform(1e-4, 0.1),
                      "optimiser.adam.beta1", new Uniform(0.5, 0.99)))));
  private static final Space SPACE =
      Space.of(Map.of("optimiser", OPTIMISER, "network.layers[0].dense.units", new Whole(1, 8)));

  @Test
  void parametersStandInAlphabeticalOrderEachChoiceBeforeItsBranches() {
    assertThat(SPACE.parameters())
        .extracting(Parameter::path)
        .containsExactly(
            "network.layers[0].dense.units",
            "optimiser",
            "optimiser.sgd.learningRate",
            "optimiser.adam.beta1",
            "optimiser.adam.learningRate");
  }

  @Test
  void aBranchsParametersExistOnlyWhereItIsChosen() {
    var sgd = SPACE.point(new double[] {0, 0, 0.5, 0.5, 0.5});
    assertThat(sgd.values())
        .containsExactly(
            Map.entry("network.layers[0].dense.units", 1),
            Map.entry("optimiser", Map.of("sgd", Map.of())),
            Map.entry("optimiser.sgd.learningRate", 0.1));
    assertThat(sgd.text())
        .isEqualTo(
            "network.layers[0].dense.units=1, optimiser=sgd, optimiser.sgd.learningRate=0.1");
    var adam = SPACE.point(new double[] {0, 1, 0.5, 0, 1});
    assertThat(adam.settings())
        .doesNotContainKey("optimiser.sgd.learningRate")
        .containsEntry("optimiser.adam.beta1", "0.5")
        .containsEntry("optimiser.adam.learningRate", "0.1");
  }

  @Test
  void branchesWithinBranchesExistOnlyOnTheWayThere() {
    var inner = new Choice(List.of(Option.of("a"), new Option("b", "b", Map.of("x.y.z", unit()))));
    var outer = new Choice(List.of(Option.of("off"), new Option("on", "on", Map.of("x.y", inner))));
    var space = Space.of(Map.of("x", outer));
    assertThat(space.point(new double[] {0.1, 0.9, 0.5}).settings()).isEqualTo(Map.of("x", "off"));
    assertThat(space.point(new double[] {0.9, 0.1, 0.5}).settings()).containsOnlyKeys("x", "x.y");
    assertThat(space.point(new double[] {0.9, 0.9, 0.5}).settings())
        .containsOnlyKeys("x", "x.y", "x.y.z");
  }

  @Test
  void aPointIsReadFromItsSettingsAsItWas() {
    var random = RandomSource.XO_RO_SHI_RO_128_PP.create(1L);
    for (int i = 0; i < 500; i++) {
      var point = SPACE.point(SPACE.draw(random));
      var read = SPACE.read(point.settings());
      assertThat(read).isEqualTo(point);
      assertThat(read.units()).isEqualTo(point.units());
      assertThat(read.text()).isEqualTo(point.text());
    }
  }

  @Test
  void pointsDifferIfTheirNumbersDifferAsFloat32() {
    var space = Space.of(Map.of("x", unit()));
    assertThat(space.point(new double[] {0.3}))
        .isEqualTo(space.point(new double[] {0.1 + 0.2}))
        .isNotEqualTo(space.point(new double[] {0.3000001}));
  }

  @Test
  void textTellsPointsApartWhateverOptionsAreCalled() {
    var space = Space.of(Map.of("a", Choice.of("1, b=2", "1"), "b", Choice.of("2", "3")));
    assertThat(space.point(new double[] {0, 0}).text()).isEqualTo("a=1\\, b\\=2, b=2");
    assertThat(space.point(new double[] {1, 0}).text()).isEqualTo("a=1, b=2");
  }

  @Test
  void sameAsFollowsItsOriginal() {
    var space = Space.of(Map.of("a", new SameAs("b"), "b", new Whole(1, 9)));
    assertThat(space.dimensions()).isEqualTo(1);
    assertThat(space.point(new double[] {0.99}).values()).containsEntry("a", 9);
  }

  @Test
  void sameAsMayFollowOutOfABranchAndNotIntoOne() {
    var within =
        new Choice(
            List.of(Option.of("off"), new Option("on", "on", Map.of("x.rate", new SameAs("y")))));
    var space = Space.of(Map.of("x", within, "y", unit()));
    assertThat(space.point(new double[] {1, 0.5}).settings()).containsEntry("x.rate", "0.5");
    assertThat(space.point(new double[] {0, 0.5}).settings()).doesNotContainKey("x.rate");

    refused(
        () -> Space.of(Map.of("optimiser", OPTIMISER, "x", new SameAs("optimiser.adam.beta1"))),
        "x: same-as optimiser.adam.beta1, which exists only where optimiser is adam");
  }

  @Test
  void constraintsBindWhatHasAllOfTheirParameters() {
    var space =
        Space.of(
            Map.of("a", new Whole(0, 9), "b", new Whole(0, 9)),
            List.of(Constraint.parse("a + 2 * b <= 10")));
    assertThat(space.allows(space.read(Map.of("a", "4", "b", "3")))).isTrue(); // 4 + 6
    assertThat(space.allows(space.read(Map.of("a", "5", "b", "3")))).isFalse(); // 5 + 6

    var branched =
        Space.of(
            Map.of("optimiser", OPTIMISER),
            List.of(Constraint.parse("optimiser.adam.beta1 > 0.9")));
    assertThat(branched.allows(branched.point(new double[] {0, 0, 0, 0}))).isTrue(); // sgd
    assertThat(branched.allows(branched.point(new double[] {1, 0, 0, 0}))).isFalse();
    assertThat(branched.allows(branched.point(new double[] {1, 0, 1, 0}))).isTrue();
  }

  @Test
  void constraintsAreReadAsSums() {
    assertThat(Constraint.parse("a - b < 2*c - 1e-3 + a").factors())
        .isEqualTo(Map.of("b", -1.0, "c", -2.0));
    assertThat(Constraint.parse("3 >= layers[0].units").constant()).isEqualTo(3);
    for (var text : List.of("a", "a < b < c", "a +", "< b", "a b < 1", "a * b < 1", "a < 1..2")) {
      refused(
          () -> Constraint.parse(text),
          text.equals("a < 1..2")
              ? "constraint a < 1..2: 1..2 is no number"
              : "constraint "
                  + text
                  + ", expected two sums of parameters and numbers, for example a + 2 * b <= c");
    }
    refused(
        () -> Constraint.parse("1 < 2"),
        "constraint 1 < 2 names no parameter that matters, expected two sums of parameters and"
            + " numbers, for example a + 2 * b <= c");
  }

  @Test
  void spacesThatMakeNoSenseAreRefusedInOneLine() {
    refused(
        () -> Space.of(Map.of()), "a space without parameters, expected at least one to choose");
    refused(
        () -> Space.of(Map.of("optimiser", OPTIMISER, "optimiser.adam.epsilon", unit())),
        "optimiser.adam.epsilon lies within optimiser, which is chosen as a whole");
    refused(
        () ->
            Space.of(
                Map.of("x", new Choice(List.of(new Option("a", "a", Map.of("rate", unit())))))),
        "rate belongs to an option of x, expected a path within that");
    refused(
        () -> Space.of(Map.of("x", new SameAs("y"), "z", unit())),
        "x: same-as y is not a parameter, expected one of z");
    refused(
        () -> Space.of(Map.of("x", new SameAs("optimiser"), "optimiser", OPTIMISER)),
        "x: same-as optimiser, which has parameters of its own, expected a plain value");
    refused(
        () -> Space.of(Map.of("a", unit()), List.of(Constraint.parse("a < d"))),
        "constraint a < d: d is not a parameter, expected one of a");
    refused(
        () -> Space.of(Map.of("a", Choice.of("p", "q")), List.of(Constraint.parse("a < 1"))),
        "constraint a < 1: a is a choice of other things than numbers, expected numbers");
    refused(
        () ->
            Space.of(
                Map.of("optimiser", OPTIMISER),
                List.of(Constraint.parse("optimiser.adam.beta1 < optimiser.sgd.learningRate"))),
        "constraint optimiser.adam.beta1 < optimiser.sgd.learningRate: optimiser.adam.beta1 exists"
            + " only where optimiser is adam, and optimiser.sgd.learningRate only where optimiser"
            + " is sgd");
    refused(
        () -> Space.of(Map.of("a", unit()), List.of(Constraint.parse("a > 1"))),
        "constraint a > 1: none of 10000 random points fulfils it, expected a few of them to");
  }

  @Test
  void aSettingThatIsNoneIsNamed() {
    var settings = new LinkedHashMap<>(SPACE.point(new double[] {0, 1, 0, 0, 0}).settings());
    settings.put("optimiser.adam.beta1", "1.5");
    refused(
        () -> SPACE.read(settings),
        "optimiser.adam.beta1: 1.5, expected a value of uniform from 0.5 to 0.99");
    settings.put("optimiser.adam.beta1", "fast");
    refused(
        () -> SPACE.read(settings),
        "optimiser.adam.beta1: fast, expected a value of uniform from 0.5 to 0.99");
    settings.remove("optimiser.adam.beta1");
    refused(() -> SPACE.read(settings), "optimiser.adam.beta1 is missing");
    refused(
        () -> SPACE.read(Map.of("network.layers[0].dense.units", "1", "optimiser", "adagrad")),
        "optimiser: adagrad, expected one of sgd, adam");
  }

  @Test
  void sizeCountsBranchesApart() {
    var tree =
        new Choice(
            List.of(
                Option.of("none"), new Option("step", "step", Map.of("s.every", new Whole(1, 5)))));
    assertThat(Space.of(Map.of("s", tree, "n", new Whole(1, 3))).size()).isEqualTo(3 * (1 + 5));
    assertThat(SPACE.size()).isEqualTo(Long.MAX_VALUE);
  }

  private static Range unit() {
    return new Uniform(0, 1);
  }
}
