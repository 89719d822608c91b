package org.descent.experiment.report;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.descent.contracts.Floats;
import org.descent.contracts.event.Landscape;
import org.descent.contracts.event.TrialEvaluated;
import org.descent.experiment.results.Numbers;

/** The loss around trained weights, a figure for each landscape that was asked for. */
record LandscapeFigures(Findings findings) {
  private static final int MOST_DRAWINGS = 9;

  private static final String PLANE =
      " A large dot marks the weights at the end; where shades change, the loss crosses a level of"
          + " the scale below. The evaluator has computed the middle, the corners and the middles"
          + " of the edges again.";
  private static final String LINE =
      " The weights at the end lie at 0. The evaluator has computed both ends and the middle again.";

  List<Figure> all() {
    var words = new LinkedHashSet<String>();
    for (var trial : findings.evaluated().values()) {
      trial.landscapes().forEach(landscape -> words.add(landscape.landscape()));
    }
    var figures = new ArrayList<Figure>();
    for (var word : words) {
      figure(word, 2).ifPresent(figures::add);
      figure(word, 1).ifPresent(figures::add);
    }
    return figures;
  }

  private Optional<Figure> figure(String word, int axes) {
    var drawings = new ArrayList<Drawing>();
    var lines = new ArrayList<Plot.Series>();
    Landscape any = null;
    for (var trial : findings.evaluated().values()) {
      for (var landscape : trial.landscapes()) {
        if (landscape.landscape().equals(word) && landscape.axes().size() == axes) {
          any = landscape;
          for (var losses : landscape.losses()) {
            if (axes == 2) {
              drawings.add(contours(trial, landscape, losses));
            } else {
              lines.add(line(trial, landscape, losses, lines.size()));
            }
          }
        }
      }
    }
    if (any == null) {
      return Optional.empty();
    }
    var title = title(word) + ": " + findings.experiment().title();
    if (axes == 1) {
      drawings.add(
          new Plot(
              title,
              new Plot.Axis(label(any, 0), false, Double.NaN, Double.NaN),
              new Plot.Axis("loss", false, Double.NaN, Double.NaN),
              lines.stream().limit(Ink.colours()).toList()));
    }
    var caption = how(word) + (axes == 2 ? PLANE : LINE);
    return Optional.of(
        Figure.of(title, caption, drawings.stream().limit(MOST_DRAWINGS).toArray(Drawing[]::new)));
  }

  private static String title(String word) {
    return switch (word) {
      case "random" -> "The loss along random directions";
      case "eigenvectors" -> "The loss along the sharpest directions";
      case "trajectory" -> "The loss along the way of training";
      case "interpolation" -> "The loss from the first snapshot to the end";
      default -> "The loss along " + word;
    };
  }

  private static String how(String word) {
    return switch (word) {
      case "random" ->
          "Directions are random and normalised by filter (Li et al. 2018), so that 1 is as far as"
              + " the weights are from zero: how wide a minimum looks can be compared between"
              + " networks.";
      case "eigenvectors" ->
          "Directions are the eigenvectors of the Hessian that belong to its largest eigenvalues λ,"
              + " of length 1: nowhere does the loss bend more.";
      case "trajectory" ->
          "Directions are the first principal components of the weights at snapshots, each with its"
              + " share of the variance; dots mark the snapshots, seen along the other directions.";
      case "interpolation" ->
          "The straight line from the weights of the first snapshot, at 1, to those of the end: the"
              + " way that training took is another.";
      default -> "";
    };
  }

  private Contours contours(TrialEvaluated trial, Landscape landscape, Landscape.Losses losses) {
    var x = landscape.axes().get(0).places();
    var y = landscape.axes().get(1).places();
    float[] values = Floats.fromBytes(losses.values());
    var heights = new double[x.length][y.length];
    for (int i = 0; i < values.length; i++) {
      heights[i / y.length][i % y.length] = values[i];
    }
    var way =
        landscape.way().stream()
            .map(step -> new Contours.Place(step.iteration(), step.at()[0], step.at()[1]))
            .toList();
    return new Contours(
        title(landscape.landscape()) + ", " + name(trial, losses),
        name(trial, losses),
        trial.variant(),
        new Contours.Side(label(landscape, 0), x),
        new Contours.Side(label(landscape, 1), y),
        heights,
        way);
  }

  private Plot.Series line(
      TrialEvaluated trial, Landscape landscape, Landscape.Losses losses, int colour) {
    float[] values = Floats.fromBytes(losses.values());
    var heights = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      heights[i] = values[i];
    }
    return new Plot.Series(
        name(trial, losses),
        colour,
        landscape.axes().get(0).places(),
        heights,
        new double[0],
        new double[0],
        false,
        new double[0],
        List.of());
  }

  /** Of which variant, and which split. */
  private String name(TrialEvaluated trial, Landscape.Losses losses) {
    var variant = findings.variant(trial);
    boolean alone = findings.experiment().variants().size() == 1;
    return (alone ? "" : variant.label() + ", ") + losses.split() + " loss";
  }

  private static String label(Landscape landscape, int axis) {
    double strength = landscape.axes().get(axis).strength();
    var place = axis == 0 ? "first" : "second";
    return switch (landscape.landscape()) {
      case "random" -> place + " random direction";
      case "eigenvectors" ->
          Double.isFinite(strength)
              ? place + " eigenvector, λ = " + Numbers.significant(strength, 3)
              : place + " eigenvector, λ not to its tolerance";
      case "trajectory" -> place + " component, " + Numbers.percent(strength) + " of the variance";
      case "interpolation" -> "from the end (0) to the first snapshot (1)";
      default -> place;
    };
  }
}
