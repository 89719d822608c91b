package org.descent.experiment.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.descent.contracts.data.Examples;
import org.descent.contracts.event.DecisionField;
import org.descent.contracts.event.TrialEvaluated;
import org.descent.contracts.spec.HeadKind;
import org.descent.contracts.spec.HeadSpec;
import org.descent.experiment.Variant;

/** What networks on two features say over their plane, a figure for each variant and head. */
record DecisionFigures(Findings findings) {
  private static final int MOST_VARIANTS = 4;
  private static final String LINES =
      " Grey lines, where one crosses the plane, are where units of the first layer are zero before"
          + " their activation.";

  List<Figure> all() {
    var figures = new ArrayList<Figure>();
    for (var variant : findings.experiment().variants()) {
      var first = findings.trials(variant).stream().filter(t -> !t.fields().isEmpty()).findFirst();
      if (figures.size() < MOST_VARIANTS && first.isPresent()) {
        figures.addAll(figures(variant, first.get()));
      }
    }
    return figures;
  }

  private List<Figure> figures(Variant variant, TrialEvaluated trial) {
    var figures = new ArrayList<Figure>();
    for (var head : variant.training().network().heads()) {
      var fields = trial.fields().stream().filter(f -> f.head().equals(head.name())).toList();
      if (!fields.isEmpty() && decides(head)) {
        figures.add(figure(variant, trial.seed(), head, fields));
      }
    }
    return figures;
  }

  /**
   * Whether one thing is said at each place: of several labels or numbers none is the likeliest.
   */
  private static boolean decides(HeadSpec head) {
    return switch (head.kind()) {
      case BINARY, MULTI_CLASS -> true;
      case REGRESSION -> head.outputs() == 1;
      case MULTI_LABEL -> false;
    };
  }

  private Figure figure(Variant variant, long seed, HeadSpec head, List<DecisionField> fields) {
    boolean alone = findings.experiment().variants().size() == 1;
    return Figure.of(
        "What "
            + head.name()
            + " is said to be over the plane of both features: "
            + (alone ? findings.experiment().title() : variant.label()),
        "Seed "
            + seed
            + " at some of its snapshots: "
            + colours(head)
            + " Discs are training examples."
            + (fields.stream().anyMatch(field -> field.lines().length > 0) ? LINES : ""),
        fields.stream()
            .map(field -> new Decisions(field, head.target(), shown()))
            .toArray(Drawing[]::new));
  }

  private static String colours(HeadSpec head) {
    return head.kind() == HeadKind.REGRESSION
        ? "one colour for numbers below the middle of what is said, another above it, the fuller the"
            + " farther from it; the dark line is the middle."
        : "a colour for each class that the network says, the fuller the more certainly; dark lines"
            + " are the borders between classes.";
  }

  private Optional<Examples> shown() {
    return findings.examples().filter(examples -> examples.width() == 2);
  }
}
