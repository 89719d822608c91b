package org.descent.experiment.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.descent.contracts.event.Classification;
import org.descent.experiment.Variant;

/** Which classes the networks of an experiment take for which. */
record ClassFigures(Findings findings) {
  /** More variants or heads than these are not drawn. */
  private static final int MOST = 4;

  /** None where no head says one of several classes. */
  Optional<Figure> figure() {
    var classes = new Classes(findings);
    var drawings = new ArrayList<Confusion>();
    for (var variant : findings.experiment().variants()) {
      classes
          .byHead(variant)
          .forEach(
              (head, all) -> {
                if (all.get(0).confusion().length > 0) {
                  drawings.add(
                      new Confusion(
                          title(variant, head), classes.names(variant, head), pooled(all)));
                }
              });
    }
    if (drawings.isEmpty()) {
      return Optional.empty();
    }
    var shown = drawings.subList(0, Math.min(MOST, drawings.size()));
    var caption =
        "Of each hundred "
            + classes.split().orElseThrow()
            + " examples of a class (row), how many are said to be of which (column); all trials of a variant together"
            + (shown.size() < drawings.size()
                ? ", the first " + MOST + " of " + drawings.size() + "."
                : ".");
    return Optional.of(Figure.of("Who is taken for whom", caption, shown.toArray(Drawing[]::new)));
  }

  private String title(Variant variant, String head) {
    var names = new ArrayList<String>();
    if (findings.experiment().variants().size() > 1) {
      names.add(variant.label());
    }
    if (names.isEmpty() || variant.training().network().heads().size() > 1) {
      names.add(head);
    }
    return String.join(", ", names);
  }

  private static int[][] pooled(List<Classification> all) {
    int classes = all.get(0).classes();
    var sum = new int[classes][classes];
    for (var each : all) {
      var counts = each.confused();
      for (int row = 0; row < classes; row++) {
        for (int column = 0; column < classes; column++) {
          sum[row][column] += counts[row][column];
        }
      }
    }
    return sum;
  }
}
