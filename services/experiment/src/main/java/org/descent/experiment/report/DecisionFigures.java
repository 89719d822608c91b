package org.descent.experiment.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.descent.contracts.data.Examples;
import org.descent.contracts.event.DecisionField;
import org.descent.contracts.event.TrialEvaluated;
import org.descent.experiment.Variant;

/** What networks on two features say over their plane, a figure for each variant and head. */
record DecisionFigures(Findings findings) {
  private static final int MOST_VARIANTS = 4;

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
    var heads = new LinkedHashMap<String, List<Drawing>>();
    for (var field : trial.fields()) {
      heads
          .computeIfAbsent(field.head(), head -> new ArrayList<>())
          .add(new Decisions(field, target(variant, field), shown()));
    }
    var figures = new ArrayList<Figure>();
    boolean alone = findings.experiment().variants().size() == 1;
    heads.forEach(
        (head, drawings) ->
            figures.add(
                Figure.of(
                    "What "
                        + head
                        + " is said to be over the plane of both features"
                        + (alone ? "" : ": " + variant.label()),
                    "Seed "
                        + trial.seed()
                        + " at some of its snapshots: colours for what the network says, the"
                        + " fuller the more certainly, discs for training examples. Lines are where"
                        + " units of the first layer are zero before their activation: nowhere else"
                        + " can a network of relu bend.",
                    drawings.toArray(Drawing[]::new))));
    return figures;
  }

  /** The column of a head's labels among the examples; empty where it has several. */
  private static String target(Variant variant, DecisionField field) {
    return variant.training().network().heads().stream()
        .filter(head -> head.name().equals(field.head()) && head.targets().size() == 1)
        .map(head -> head.target())
        .findFirst()
        .orElse("");
  }

  private Optional<Examples> shown() {
    return findings.examples().filter(examples -> examples.width() == 2);
  }
}
