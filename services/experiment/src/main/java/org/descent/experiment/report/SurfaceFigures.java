package org.descent.experiment.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.descent.contracts.Evenly;
import org.descent.contracts.Floats;
import org.descent.contracts.event.Surface;
import org.descent.contracts.event.TrialEvaluated;
import org.descent.contracts.spec.Loss;
import org.descent.experiment.Variant;

/** The surfaces of one neuron and the ways through them. */
record SurfaceFigures(Findings findings) {
  private static final int MOST_POINTS = 61;
  private static final int MOST_WAYS = 10;
  private static final int MOST_STEPS = 120;

  /**
   * The ways from above; activation once; then, for each variant, its loss and its loss' slope
   * along the weight.
   */
  List<Figure> all() {
    var figures = new ArrayList<Figure>();
    boolean told = false;
    race().ifPresent(figures::add);
    for (var variant : findings.experiment().variants()) {
      if (!told) {
        told = true;
        surface(variant, "activation")
            .ifPresent(
                s ->
                    figures.add(
                        figure(
                            s,
                            "a",
                            "Activation a = σ(w·x + b)",
                            "The output of the neuron over the plane of weight and bias.")));
      }
      boolean l2 = variant.training().loss() == Loss.L2;
      var name = l2 ? "L2 loss" : "cross-entropy";
      surface(variant, "loss")
          .ifPresent(
              s ->
                  figures.add(
                      figure(
                          s,
                          "loss",
                          l2 ? "L2 loss (a − y)²" : "Cross-entropy −[y ln a + (1 − y) ln(1 − a)]",
                          "The " + name + " over the plane of weight and bias.")));
      surface(variant, "weight-gradient")
          .ifPresent(
              s ->
                  figures.add(
                      figure(
                          s,
                          "∂/∂w",
                          l2
                              ? "Slope of the L2 loss, ∂L2/∂w = 2(a − y)·a(1 − a)·x"
                              : "Slope of cross-entropy, ∂CE/∂w = (a − y)·x",
                          "How steep the "
                              + name
                              + " is along the weight: what gradient descent follows.")));
    }
    return figures;
  }

  /** The same starts under each loss, side by side. */
  private Optional<Figure> race() {
    var races = new ArrayList<Drawing>();
    for (var variant : findings.experiment().variants()) {
      var ways =
          findings.trials(variant).stream()
              .filter(t -> !t.trajectory().isEmpty())
              .limit(MOST_WAYS)
              .map(t -> new Race.Way("seed " + t.seed(), iterations(t), places(t)))
              .toList();
      var loss = surface(variant, "loss");
      if (loss.isPresent() && !ways.isEmpty()) {
        races.add(race(variant, loss.get(), ways));
      }
    }
    if (races.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        Figure.of(
            "The race: the same starts under each loss",
            "Weight and bias of one neuron, seen from above: the darker, the higher the loss. The pale valley is where the output is what it should be. A dot stands at every tenth iteration, a large one where a way ends: where dots lie far apart, training is fast. It does not tell how losses compare in height, which are different quantities.",
            races.toArray(Drawing[]::new)));
  }

  private static Race race(Variant variant, Surface loss, List<Race.Way> ways) {
    var cut = heights(loss);
    return new Race(
        variant.label(),
        variant.ordinal(),
        picked(loss.weights(), Evenly.places(loss.weights().length, MOST_POINTS)),
        picked(loss.biases(), Evenly.places(loss.biases().length, MOST_POINTS)),
        cut,
        ways);
  }

  private static int[] iterations(TrialEvaluated trial) {
    return trial.trajectory().stream().mapToInt(TrialEvaluated.Step::iteration).toArray();
  }

  private static double[][] places(TrialEvaluated trial) {
    return trial.trajectory().stream()
        .map(step -> new double[] {step.weight(), step.bias()})
        .toArray(double[][]::new);
  }

  private Optional<Surface> surface(Variant variant, String quantity) {
    return findings.trials(variant).stream()
        .flatMap(t -> t.surfaces().stream())
        .filter(s -> s.quantity().equals(quantity))
        .findFirst();
  }

  private Figure figure(Surface surface, String quantity, String title, String caption) {
    int[] rows = Evenly.places(surface.weights().length, MOST_POINTS);
    int[] columns = Evenly.places(surface.biases().length, MOST_POINTS);
    var drawing =
        new SurfaceDrawing(
            title,
            quantity,
            picked(surface.weights(), rows),
            picked(surface.biases(), columns),
            heights(surface),
            ways());
    return Figure.of(
        title,
        caption
            + " The lines are the ways that training took under each loss from common starting points; a dot marks where a way ends. Where both follow the same direction, the ways lie on each other and differ in the iterations they take.",
        drawing);
  }

  /** Heights at some points, [weights][biases]. */
  private static double[][] heights(Surface surface) {
    int[] rows = Evenly.places(surface.weights().length, MOST_POINTS);
    int[] columns = Evenly.places(surface.biases().length, MOST_POINTS);
    float[] values = Floats.fromBytes(surface.values());
    var heights = new double[rows.length][columns.length];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < columns.length; j++) {
        heights[i][j] = values[rows[i] * surface.biases().length + columns[j]];
      }
    }
    return heights;
  }

  /** The training of both losses from the same starts. */
  private List<SurfaceDrawing.Way> ways() {
    var ways = new ArrayList<SurfaceDrawing.Way>();
    for (var variant : findings.experiment().variants()) {
      int colour = variant.ordinal();
      findings.trials(variant).stream()
          .filter(t -> !t.trajectory().isEmpty())
          .limit(MOST_WAYS)
          .forEach(
              t -> {
                var steps = t.trajectory();
                int[] kept = Evenly.places(steps.size(), MOST_STEPS);
                var places = new double[kept.length][];
                for (int i = 0; i < kept.length; i++) {
                  places[i] = new double[] {steps.get(kept[i]).weight(), steps.get(kept[i]).bias()};
                }
                ways.add(
                    new SurfaceDrawing.Way(variant.label(), colour, "seed " + t.seed(), places));
              });
    }
    return ways;
  }

  private static double[] picked(double[] axis, int[] places) {
    var picked = new double[places.length];
    for (int i = 0; i < places.length; i++) {
      picked[i] = axis[places[i]];
    }
    return picked;
  }
}
