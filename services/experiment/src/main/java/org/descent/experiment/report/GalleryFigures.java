package org.descent.experiment.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.descent.contracts.Floats;
import org.descent.contracts.data.Examples;
import org.descent.contracts.event.Classification;
import org.descent.contracts.event.Classification.Uncertain;
import org.descent.contracts.event.TrialEvaluated;
import org.descent.contracts.event.TrialEvaluated.Prediction;
import org.descent.contracts.spec.HeadSpec;

/** Images with what a trained network says of them. */
record GalleryFigures(Findings findings) {
  /** Those of the first trial that converged, else of the first; none if the data is no images. */
  Optional<Figure> figure() {
    var examples = findings.examples();
    var trial = findings.shown();
    if (examples.isEmpty() || trial.isEmpty() || !isImages(examples.get())) {
      return Optional.empty();
    }
    var items = items(examples.get(), trial.get());
    long right = items.stream().filter(Gallery.Item::right).count();
    var caption =
        "The first "
            + items.size()
            + " training images and what the network of "
            + trialName(trial.get())
            + " says of them: "
            + right
            + " are right in every head. In brackets: what would have been right.";
    return Optional.of(
        Figure.of(
            "Images and predictions",
            caption,
            new Gallery("Images with the predictions made for them", items)));
  }

  /**
   * The images of which that trial's network is least certain, those of which it is certain and
   * wrong, and those that are typical; none if the data is no images.
   */
  List<Figure> named() {
    var examples = findings.uncertain();
    if (examples.isEmpty() || !isImages(examples.get())) {
      return List.of();
    }
    var trial = findings.shown().orElseThrow();
    var said = new Classes(findings).of(trial).get(0);
    var who =
        Classes.split(trial).orElseThrow()
            + " images of whose class the network of "
            + trialName(trial);
    int unsure = said.uncertain().size();
    int both = unsure + said.wrong().size();
    return Stream.of(
            named("Least certain", who + " is least certain", said, said.uncertain(), 0),
            named(
                "Most wrong",
                who + " is wrong, the most certain of them",
                said,
                said.wrong(),
                unsure),
            named("Typical", who + " is most certain, and right", said, said.typical(), both))
        .flatMap(Optional::stream)
        .toList();
  }

  /**
   * @param from place of the first of {@code some} among the examples
   */
  private Optional<Figure> named(
      String title, String who, Classification said, List<Uncertain> some, int from) {
    var examples = findings.uncertain().orElseThrow();
    if (some.isEmpty() || from + some.size() > examples.count()) {
      return Optional.empty();
    }
    var trial = findings.shown().orElseThrow();
    var names = new Classes(findings).names(findings.variant(trial), said.head());
    var items = new ArrayList<Gallery.Item>();
    for (int i = 0; i < some.size(); i++) {
      var one = some.get(i);
      var line =
          String.format(
              Locale.ROOT,
              "%s p %.2f (%s)",
              names.get(one.said()),
              one.probability(),
              names.get(one.wanted()));
      items.add(
          new Gallery.Item(pixels(examples, from + i), List.of(line), one.said() == one.wanted()));
    }
    return Optional.of(
        Figure.of(
            title,
            "The "
                + who
                + ": the class that it says with its probability, in brackets the right one.",
            new Gallery("Images with the classes said of them", items)));
  }

  private String trialName(TrialEvaluated trial) {
    var seed = "seed " + trial.seed();
    return findings.result().variants().size() > 1
        ? findings.variant(trial).label() + ", " + seed
        : seed;
  }

  private static boolean isImages(Examples examples) {
    var shape = examples.shape();
    return (shape.size() == 2 || shape.size() == 3 && shape.get(2) == 1)
        && shape.get(0) >= 4
        && shape.get(1) >= 4
        && shape.get(0) <= 64
        && shape.get(1) <= 64;
  }

  private List<Gallery.Item> items(Examples examples, TrialEvaluated trial) {
    var heads = trial.training().training().network().heads();
    var items = new ArrayList<Gallery.Item>();
    for (int i = 0; i < examples.count(); i++) {
      var lines = new ArrayList<String>();
      boolean right = true;
      for (var head : heads) {
        var prediction =
            trial.predictions().stream().filter(p -> p.head().equals(head.name())).findFirst();
        if (prediction.isPresent()
            && (i + 1) * prediction.get().outputs() * 4 <= prediction.get().values().length) {
          right &= add(lines, head, said(prediction.get(), i), wanted(examples, head, i));
        }
      }
      items.add(new Gallery.Item(pixels(examples, i), lines, right));
    }
    return items;
  }

  /** A head's outputs for an example. */
  private static float[] said(Prediction prediction, int example) {
    int from = example * prediction.outputs();
    return Arrays.copyOfRange(
        Floats.fromBytes(prediction.values()), from, from + prediction.outputs());
  }

  /** A head's targets of an example. */
  private static float[] wanted(Examples examples, HeadSpec head, int example) {
    var columns = examples.columns(head.targets());
    var wanted = new float[columns.size()];
    for (int k = 0; k < wanted.length; k++) {
      wanted[k] = columns.get(k)[example];
    }
    return wanted;
  }

  /** Adds a line on what a head says; returns whether it is right. */
  private boolean add(List<String> lines, HeadSpec head, float[] said, float[] wanted) {
    var names = ClassNames.of(findings);
    return switch (head.kind()) {
      case BINARY -> {
        lines.add(
            String.format(Locale.ROOT, "p %.2f (%s)", said[0], label(names, head, wanted[0])));
        yield head.tolerance() > 0
            ? Math.abs(said[0] - wanted[0]) < head.tolerance()
            : said[0] >= 0.5 == wanted[0] >= 0.5;
      }
      case MULTI_CLASS -> {
        int best = 0;
        for (int k = 1; k < said.length; k++) {
          best = said[k] > said[best] ? k : best;
        }
        lines.add(
            String.format(
                Locale.ROOT,
                "%s %s (%s)",
                head.name(),
                names.of(head, best),
                label(names, head, wanted[0])));
        yield best == Math.round(wanted[0]);
      }
      case REGRESSION -> {
        boolean right = true;
        for (int k = 0; k < said.length; k++) {
          lines.add(
              String.format(Locale.ROOT, "%s %.1f (%.0f)", called(head, k), said[k], wanted[k]));
          right &= Math.abs(said[k] - wanted[k]) < head.tolerance();
        }
        yield right;
      }
      case MULTI_LABEL -> {
        boolean right = true;
        for (int k = 0; k < said.length; k++) {
          lines.add(
              String.format(Locale.ROOT, "%s %.2f (%.0f)", called(head, k), said[k], wanted[k]));
          right &=
              head.tolerance() > 0
                  ? Math.abs(said[k] - wanted[k]) < head.tolerance()
                  : said[k] >= 0.5 == wanted[k] >= 0.5;
        }
        yield right;
      }
    };
  }

  private static String label(ClassNames names, HeadSpec head, float wanted) {
    return wanted == Math.rint(wanted)
        ? names.of(head, Math.round(wanted))
        : String.format(Locale.ROOT, "%.0f", wanted);
  }

  /** What an output of a head is called. */
  private static String called(HeadSpec head, int output) {
    return head.outputs() == 1 ? head.name() : head.targets().get(output);
  }

  private static double[][] pixels(Examples examples, int example) {
    int rows = examples.shape().get(0);
    int columns = examples.shape().get(1);
    var pixels = new double[rows][columns];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        pixels[row][column] =
            examples.held().get(example * examples.width() + row * columns + column);
      }
    }
    return pixels;
  }
}
