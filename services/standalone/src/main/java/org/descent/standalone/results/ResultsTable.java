package org.descent.standalone.results;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.descent.contracts.event.End;
import org.descent.experiment.results.ExperimentResult;
import org.descent.experiment.results.ExperimentResult.TrialResult;
import org.descent.experiment.results.ExperimentResult.VariantResult;
import org.descent.experiment.results.State;
import org.descent.standalone.table.Grid;
import org.descent.standalone.table.Numbers;
import org.descent.standalone.table.Paragraph;

/** An experiment's results for the terminal: a row a variant, then what is worth knowing. */
public final class ResultsTable {
  /** The widest a line gets, unless a single word is longer. */
  public static final int WIDTH = 100;

  private static final int MAX_NAMED = 10;
  private static final int MAX_SETTING = 28;
  private static final String INDENT = "  ";

  private final ExperimentResult result;
  private final List<String> axes;

  private ResultsTable(ExperimentResult result) {
    this.result = result;
    var names = new LinkedHashSet<String>();
    result.variants().forEach(variant -> names.addAll(variant.settings().keySet()));
    this.axes = List.copyOf(names);
  }

  /** What the columns mean, once for all tables. */
  public static List<String> legend() {
    return Paragraph.lines(
        "iterations: ",
        "until the target was reached, the median of the trials and the range of the middle 80 %;"
            + " > where the budget ended first",
        WIDTH);
  }

  /** The lines of {@code result}'s table. */
  public static List<String> lines(ExperimentResult result) {
    return new ResultsTable(result).lines();
  }

  private List<String> lines() {
    var lines = new ArrayList<String>();
    lines.addAll(Paragraph.lines("", result.title() + " (" + result.id() + ")", WIDTH));
    if (result.state() != State.COMPLETE) {
      lines.addAll(Paragraph.lines(INDENT, state(), WIDTH));
    }
    if (result.state() != State.REJECTED) {
      lines.add("");
      addTable(lines);
      addClaims(lines);
      addDisagreements(lines);
      addFailures(lines);
    }
    return lines;
  }

  private String state() {
    if (result.state() == State.REJECTED) {
      return "rejected: " + Objects.requireNonNullElse(result.reason(), "no reason was given");
    }
    return result.state() == State.CANCELLED
        ? "cancelled: what follows is what had been found by then"
        : "not complete: what follows is what has been found so far";
  }

  /** The table; where it would be too wide, without other ends, and then without axes. */
  private void addTable(List<String> lines) {
    boolean others = result.variants().stream().anyMatch(v -> !otherEnds(v).isEmpty());
    var grid = grid(axes, others);
    if (!fits(grid)) {
      others = false;
      grid = grid(axes, false);
    }
    if (!fits(grid)) {
      grid = grid(List.of(), false);
    }
    grid.lines().forEach(line -> lines.add(INDENT + line));
    if (!others) {
      addOtherEnds(lines);
    }
  }

  private static boolean fits(Grid grid) {
    return INDENT.length() + grid.width() <= WIDTH;
  }

  private void addOtherEnds(List<String> lines) {
    var concerned = result.variants().stream().filter(v -> !otherEnds(v).isEmpty()).toList();
    if (!concerned.isEmpty()) {
      lines.add("");
    }
    for (var variant : concerned) {
      lines.addAll(Paragraph.lines(INDENT, variant.label() + ": " + otherEnds(variant), WIDTH));
    }
  }

  private Grid grid(List<String> shownAxes, boolean others) {
    boolean reported = result.variants().stream().anyMatch(v -> v.reported() != null);
    var columns = new ArrayList<Grid.Column>();
    if (shownAxes.isEmpty()) {
      columns.add(Grid.Column.left("variant"));
    }
    shownAxes.forEach(axis -> columns.add(Grid.Column.left(axis)));
    columns.add(Grid.Column.right("trials"));
    columns.add(Grid.Column.right("converged"));
    columns.add(Grid.Column.right("iterations"));
    columns.add(Grid.Column.left("[10 % - 90 %]"));
    if (reported) {
      columns.add(Grid.Column.right("reported"));
    }
    if (others) {
      columns.add(Grid.Column.left("otherwise"));
    }
    var grid = new Grid(columns);
    for (var variant : result.variants()) {
      var cells = new ArrayList<String>();
      if (shownAxes.isEmpty()) {
        cells.add(shortened(variant.label(), MAX_SETTING));
      }
      shownAxes.forEach(
          axis -> cells.add(shortened(variant.settings().getOrDefault(axis, ""), MAX_SETTING)));
      cells.add(Numbers.grouped(variant.summary().trials()));
      cells.add(Numbers.grouped(count(variant, End.CONVERGED)));
      cells.add(IterationsToTarget.median(variant.summary().quantiles()));
      cells.add(IterationsToTarget.range(variant.summary().quantiles()));
      if (reported) {
        cells.add(variant.reported() == null ? "" : Numbers.grouped(variant.reported()));
      }
      if (others) {
        cells.add(otherEnds(variant));
      }
      grid.row(cells);
    }
    return grid;
  }

  private void addClaims(List<String> lines) {
    if (!result.claims().isEmpty()) {
      lines.add("");
    }
    for (var claim : result.claims()) {
      var verdict =
          switch (claim.verdict()) {
            case HOLDS -> "holds          ";
            case DOES_NOT_HOLD -> "does not hold  ";
            case UNDECIDED -> "undecided      ";
          };
      var evidence =
          claim.evidence() == null || claim.evidence().isBlank()
              ? ""
              : " (" + claim.evidence() + ")";
      lines.addAll(Paragraph.lines(INDENT + verdict, claim.statement() + evidence, WIDTH));
    }
  }

  private void addDisagreements(List<String> lines) {
    var disputed = trials().stream().filter(t -> Boolean.FALSE.equals(t.agrees())).toList();
    if (disputed.isEmpty()) {
      return;
    }
    lines.add("");
    lines.add(
        INDENT
            + "TRAINER AND EVALUATOR DISAGREE on "
            + Numbers.counted(disputed.size(), "trial")
            + ":");
    addNamed(lines, disputed, trial -> String.join("; ", trial.disagreements()));
  }

  private void addFailures(List<String> lines) {
    var failed = trials().stream().filter(t -> t.end() == End.FAILED).toList();
    if (failed.isEmpty()) {
      return;
    }
    lines.add("");
    lines.add(INDENT + Numbers.counted(failed.size(), "trial") + " failed:");
    addNamed(lines, failed, trial -> Objects.requireNonNullElse(trial.reason(), "no reason given"));
  }

  private static void addNamed(
      List<String> lines,
      List<TrialResult> trials,
      java.util.function.Function<TrialResult, String> text) {
    trials.stream()
        .limit(MAX_NAMED)
        .forEach(
            trial ->
                lines.addAll(
                    Paragraph.lines(
                        INDENT + INDENT + trial.id() + "  ", text.apply(trial), WIDTH)));
    if (trials.size() > MAX_NAMED) {
      lines.add(INDENT + INDENT + "and " + (trials.size() - MAX_NAMED) + " more, see results.json");
    }
  }

  private List<TrialResult> trials() {
    return result.variants().stream().flatMap(variant -> variant.trials().stream()).toList();
  }

  /** Ends besides convergence, and trials that have not ended. */
  private static String otherEnds(VariantResult variant) {
    Map<End, Integer> ends = variant.summary().ends();
    int open =
        variant.summary().trials() - ends.values().stream().mapToInt(Integer::intValue).sum();
    var parts = new ArrayList<String>();
    for (var end : End.values()) {
      if (end != End.CONVERGED && count(variant, end) > 0) {
        parts.add(count(variant, end) + " " + end.name().toLowerCase(java.util.Locale.ROOT));
      }
    }
    if (open > 0) {
      parts.add(open + " not ended");
    }
    return parts.stream().collect(joining(", "));
  }

  private static int count(VariantResult variant, End end) {
    return variant.summary().ends().getOrDefault(end, 0);
  }

  private static String shortened(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length - 3) + "...";
  }
}
