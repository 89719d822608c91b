package org.descent.standalone.results;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.descent.contracts.event.End;
import org.descent.experiment.results.ExperimentResult;
import org.descent.experiment.results.ExperimentResult.PublishedMetric;
import org.descent.experiment.results.ExperimentResult.TrialResult;
import org.descent.experiment.results.ExperimentResult.VariantResult;
import org.descent.experiment.results.PublishedMetrics;
import org.descent.experiment.results.State;
import org.descent.experiment.spec.ValueWords;
import org.descent.experiment.statistics.Median;
import org.descent.standalone.results.EndMetrics.Weights;
import org.descent.standalone.table.Grid;
import org.descent.standalone.table.Numbers;
import org.descent.standalone.table.Paragraph;

/** An experiment's results for the terminal: a row a variant, then what is worth knowing. */
public final class ResultsTable {
  /** The widest a line gets, unless a single word is longer. */
  public static final int WIDTH = 100;

  private static final int MAX_NAMED = 10;
  private static final int MAX_DIVERGED = 3;
  private static final int MAX_SETTING = 28;
  private static final String INDENT = "  ";

  private final ExperimentResult whole;
  private final ExperimentResult result; // with the variants that are told one by one
  private final List<String> axes;

  private ResultsTable(ExperimentResult whole) {
    this.whole = whole;
    this.result = SearchLines.leading(whole);
    var names = new LinkedHashSet<String>();
    result.variants().forEach(variant -> names.addAll(variant.settings().keySet()));
    this.axes = List.copyOf(names);
  }

  /** What the columns of {@code results} mean, once for all their tables. */
  public static List<String> legend(List<ExperimentResult> results) {
    var variants =
        results.stream()
            .filter(result -> result.state() != State.REJECTED)
            .flatMap(result -> result.variants().stream())
            .toList();
    var lines = new ArrayList<String>();
    if (variants.stream().anyMatch(ResultsTable::hasTarget)) {
      lines.addAll(
          Paragraph.lines(
              "iterations: ",
              "until the target was reached, the median of the trials and the range of the middle"
                  + " 80 %; > where the budget, or patience, ended first",
              WIDTH));
    }
    if (variants.stream().anyMatch(ResultsTable::isMeasured)) {
      lines.addAll(
          Paragraph.lines(
              "<= iterations: ",
              "the target is judged on a split that is measured now and then; it was reached by then,"
                  + " and after the measurement before",
              WIDTH));
    }
    if (!EndMetrics.splits(variants).isEmpty()) {
      lines.addAll(
          Paragraph.lines(
              "loss, accuracy: ",
              "at the last iteration, medians of the trials, as the evaluator found them",
              WIDTH));
    }
    if (!EndMetrics.averaged(variants).isEmpty()) {
      lines.addAll(Paragraph.lines("averaged: ", "the same with averaged weights", WIDTH));
    }
    for (var source : PublishedMetrics.sources(results)) {
      lines.addAll(Paragraph.lines("published: ", source, WIDTH));
    }
    return lines;
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
      lines.addAll(SearchLines.of(whole, WIDTH));
      lines.add("");
      addTable(lines);
      addLeftOut(lines);
      addPublished(lines);
      addClaims(lines);
      addDisagreements(lines);
      addDivergences(lines);
      addGivenUp(lines);
      addFailures(lines);
    }
    return lines;
  }

  private void addLeftOut(List<String> lines) {
    int all = whole.variants().size();
    if (result.variants().size() < all) {
      lines.add(
          INDENT
              + "the best "
              + result.variants().size()
              + " of "
              + all
              + " variants; all stand in results.csv");
    }
  }

  private String state() {
    if (result.state() == State.REJECTED) {
      return "rejected: " + Objects.requireNonNullElse(result.reason(), "no reason was given");
    }
    return result.state() == State.CANCELLED
        ? "cancelled: what follows is what had been found by then"
        : "not complete: what follows is what has been found so far";
  }

  /** Parts of the table, in the order in which they stand in a row. */
  private enum Part {
    AXES,
    LABEL,
    ITERATIONS,
    METRICS,
    AVERAGES,
    OTHERWISE
  }

  /**
   * The table. Where it would be too wide, other ends stand below it; then loss and accuracy have a
   * table of their own; then labels stand in the place of axes.
   */
  private void addTable(List<String> lines) {
    var row = axes.isEmpty() ? Part.LABEL : Part.AXES;
    var layouts =
        List.of(
            List.of(EnumSet.of(row, Part.ITERATIONS, Part.METRICS, Part.AVERAGES, Part.OTHERWISE)),
            List.of(EnumSet.of(row, Part.ITERATIONS, Part.METRICS, Part.AVERAGES)),
            List.of(
                EnumSet.of(row, Part.ITERATIONS, Part.OTHERWISE),
                EnumSet.of(row, Part.METRICS, Part.AVERAGES)),
            List.of(EnumSet.of(row, Part.ITERATIONS), EnumSet.of(row, Part.METRICS, Part.AVERAGES)),
            apart(row),
            apart(Part.LABEL));
    var layout =
        layouts.stream()
            .filter(tables -> tables.stream().allMatch(parts -> fits(grid(parts))))
            .findFirst()
            .orElse(layouts.get(layouts.size() - 1));
    for (var parts : layout) {
      boolean first = parts == layout.get(0);
      if (!first && parts.stream().filter(part -> part != row(parts)).allMatch(this::empty)) {
        continue; // nothing has been evaluated yet, or nothing averaged
      }
      if (!first) {
        lines.add("");
      }
      grid(parts).lines().forEach(line -> lines.add(INDENT + line));
    }
    if (layout.stream().noneMatch(parts -> parts.contains(Part.OTHERWISE))) {
      addOtherEnds(lines);
    }
  }

  private static List<EnumSet<Part>> apart(Part row) {
    return List.of(
        EnumSet.of(row, Part.ITERATIONS),
        EnumSet.of(row, Part.METRICS),
        EnumSet.of(row, Part.AVERAGES));
  }

  /** What rows are called by. */
  private static Part row(Set<Part> parts) {
    return parts.contains(Part.LABEL) ? Part.LABEL : Part.AXES;
  }

  private boolean empty(Part part) {
    return cells(part).isEmpty();
  }

  /** Published metrics beside ours: a row a number. Where it is too wide, labels replace axes. */
  private void addPublished(List<String> lines) {
    var rows =
        result.variants().stream()
            .flatMap(v -> v.published().stream().map(published -> new Row(v, published)))
            .toList();
    if (rows.isEmpty()) {
      return;
    }
    lines.add("");
    var wide = published(rows, axes);
    var grid = axes.isEmpty() || !fits(wide) ? published(rows, List.of()) : wide;
    grid.lines().forEach(line -> lines.add(INDENT + line));
  }

  private record Row(VariantResult variant, PublishedMetric published) {
    List<String> cells() {
      return List.of(
          published.text(),
          published.trials() == 0 ? "" : number(published.median()),
          published.trials() > 0 && published.trials() < Median.NEEDED
              ? "needs " + Median.NEEDED + " trials"
              : range(published.low(), published.high()),
          range(published.smallest(), published.largest()),
          published.written(),
          published.place() == null ? "" : published.place().text());
    }

    private String range(Double low, Double high) {
      return low == null && high == null ? "" : number(low) + " - " + number(high);
    }

    private String number(Double value) {
      return value == null ? "infinite" : published.written(value);
    }
  }

  private static Grid published(List<Row> rows, List<String> axes) {
    var columns = new ArrayList<Grid.Column>();
    (axes.isEmpty() ? List.of("variant") : axes)
        .forEach(name -> columns.add(Grid.Column.left(name)));
    columns.add(Grid.Column.left("at the end"));
    columns.add(Grid.Column.right("median"));
    columns.add(Grid.Column.left("95 % interval"));
    columns.add(Grid.Column.left("all trials"));
    columns.add(Grid.Column.right("published"));
    columns.add(Grid.Column.left("which lies"));
    var grid = new Grid(columns);
    for (var row : rows) {
      var cells = new ArrayList<String>();
      if (axes.isEmpty()) {
        cells.add(shortened(row.variant().label(), MAX_SETTING));
      }
      axes.forEach(axis -> cells.add(setting(row.variant(), axis)));
      cells.addAll(row.cells());
      grid.row(cells);
    }
    return grid;
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
      lines.addAll(Paragraph.lines(INDENT, variant.told() + ": " + otherEnds(variant), WIDTH));
    }
  }

  /** A column and what stands in it. */
  private record Cells(Grid.Column column, Function<VariantResult, String> cell) {
    static Cells left(String heading, Function<VariantResult, String> cell) {
      return new Cells(Grid.Column.left(heading), cell);
    }

    static Cells right(String heading, Function<VariantResult, String> cell) {
      return new Cells(Grid.Column.right(heading), cell);
    }
  }

  private Grid grid(Set<Part> parts) {
    var cells = parts.stream().sorted().map(this::cells).flatMap(List::stream).toList();
    var grid = new Grid(cells.stream().map(Cells::column).toList());
    for (var variant : result.variants()) {
      grid.row(cells.stream().map(c -> c.cell().apply(variant)).toList());
    }
    return grid;
  }

  private List<Cells> cells(Part part) {
    return switch (part) {
      case AXES -> axes.stream().map(axis -> Cells.left(axis, v -> setting(v, axis))).toList();
      case LABEL -> List.of(Cells.left("variant", v -> shortened(v.label(), MAX_SETTING)));
      case ITERATIONS -> iterations();
      case METRICS -> metrics(EndMetrics.splits(result.variants()), Weights.LAST);
      case AVERAGES -> metrics(EndMetrics.averaged(result.variants()), Weights.AVERAGED);
      case OTHERWISE ->
          anywhere(v -> !otherEnds(v).isEmpty())
              ? List.of(Cells.left("otherwise", ResultsTable::otherEnds))
              : List.of();
    };
  }

  /** Without a target there is nothing to converge to: it says how many trials there are. */
  private List<Cells> iterations() {
    var cells = new ArrayList<Cells>();
    boolean targets = anywhere(ResultsTable::hasTarget);
    cells.add(
        targets
            ? Cells.right("converged", ResultsTable::converged)
            : Cells.right("trials", v -> Numbers.grouped(v.summary().trials())));
    cells.add(
        Cells.right("iterations", v -> hasTarget(v) ? median(v) : Numbers.grouped(trained(v))));
    if (targets) {
      cells.add(
          Cells.left(
              "[10 % - 90 %]",
              v -> hasTarget(v) ? IterationsToTarget.range(v.summary().quantiles()) : ""));
    }
    if (anywhere(v -> v.reported() != null)) {
      cells.add(
          Cells.right("reported", v -> v.reported() == null ? "" : Numbers.grouped(v.reported())));
    }
    return cells;
  }

  private static String median(VariantResult variant) {
    var median = IterationsToTarget.median(variant.summary().quantiles());
    boolean known = !median.isEmpty() && Character.isDigit(median.charAt(0));
    return known && isMeasured(variant) ? "<= " + median : median;
  }

  /** Whether targets are judged on splits that are measured now and then. */
  private static boolean isMeasured(VariantResult variant) {
    return variant.trials().stream().anyMatch(t -> t.iterationsToTargetAfter() != null);
  }

  /** How long the trial in the middle trained; a trial that diverged stops before its budget. */
  private static int trained(VariantResult variant) {
    var iterations = variant.trials().stream().mapToInt(TrialResult::iterations).sorted().toArray();
    return iterations.length == 0 ? variant.budget() : iterations[(iterations.length - 1) / 2];
  }

  private static String converged(VariantResult variant) {
    return (hasTarget(variant) ? Numbers.grouped(count(variant, End.CONVERGED)) : "-")
        + " of "
        + Numbers.grouped(variant.summary().trials());
  }

  private static List<Cells> metrics(List<String> splits, Weights weights) {
    var cells = new ArrayList<Cells>();
    for (var split : splits) {
      var of = splits.size() == 1 ? "" : split + " ";
      var heading =
          weights == Weights.AVERAGED
              ? "averaged " + of + "loss"
              : of.isEmpty() ? "end loss" : of + "loss";
      cells.add(Cells.right(heading, v -> EndMetrics.loss(v, split, weights)));
      cells.add(Cells.right("accuracy", v -> EndMetrics.accuracy(v, split, weights)));
    }
    return cells;
  }

  private boolean anywhere(Predicate<VariantResult> holds) {
    return result.variants().stream().anyMatch(holds);
  }

  /** Whether trials have something to reach; a control that does not say so is an older one. */
  private static boolean hasTarget(VariantResult variant) {
    return variant.targets() == null || !variant.targets().isEmpty();
  }

  private void addClaims(List<String> lines) {
    if (!result.claims().isEmpty()) {
      lines.add("");
    }
    for (var claim : result.claims()) {
      var label = INDENT + String.format("%-15s", claim.verdict().text());
      lines.addAll(Paragraph.lines(label, claim.statement(), WIDTH));
      for (var finding : claim.lines()) {
        lines.addAll(Paragraph.lines(" ".repeat(label.length()), "- " + finding, WIDTH));
      }
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
    addNamed(lines, disputed, MAX_NAMED, trial -> String.join("; ", trial.disagreements()));
  }

  private void addDivergences(List<String> lines) {
    var diverged = trials().stream().filter(t -> t.divergence() != null).toList();
    if (diverged.isEmpty()) {
      return;
    }
    lines.add("");
    lines.add(INDENT + Numbers.counted(diverged.size(), "trial") + " diverged:");
    addNamed(lines, diverged, MAX_DIVERGED, trial -> trial.divergence().what());
  }

  private void addGivenUp(List<String> lines) {
    var stopped = trials().stream().filter(t -> t.stopped() != null && !t.heldBack()).toList();
    if (stopped.isEmpty()) {
      return;
    }
    lines.add("");
    lines.add(INDENT + Numbers.counted(stopped.size(), "trial") + " given up by patience:");
    addNamed(lines, stopped, MAX_DIVERGED, TrialResult::stopped);
  }

  private void addFailures(List<String> lines) {
    var failed = trials().stream().filter(t -> t.end() == End.FAILED).toList();
    if (failed.isEmpty()) {
      return;
    }
    lines.add("");
    lines.add(INDENT + Numbers.counted(failed.size(), "trial") + " failed:");
    addNamed(
        lines,
        failed,
        MAX_NAMED,
        trial -> Objects.requireNonNullElse(trial.reason(), "no reason given"));
  }

  private static void addNamed(
      List<String> lines, List<TrialResult> trials, int most, Function<TrialResult, String> text) {
    trials.stream()
        .limit(most)
        .forEach(
            trial ->
                lines.addAll(
                    Paragraph.lines(
                        INDENT + INDENT + trial.id() + "  ", text.apply(trial), WIDTH)));
    if (trials.size() > most) {
      lines.add(INDENT + INDENT + "and " + (trials.size() - most) + " more, see results.json");
    }
  }

  private List<TrialResult> trials() {
    return result.variants().stream().flatMap(variant -> variant.trials().stream()).toList();
  }

  /**
   * Ends besides convergence, or besides the budget's where there is no target, and trials that
   * have not ended.
   */
  private static String otherEnds(VariantResult variant) {
    Map<End, Integer> ends = variant.summary().ends();
    int open =
        variant.summary().trials() - ends.values().stream().mapToInt(Integer::intValue).sum();
    var parts = new ArrayList<String>();
    for (var end : End.values()) {
      boolean told = end == End.CONVERGED || end == End.EXHAUSTED && !hasTarget(variant);
      if (!told && count(variant, end) > 0) {
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

  private static String setting(VariantResult variant, String axis) {
    return shortened(ValueWords.of(variant.settings().getOrDefault(axis, "")), MAX_SETTING);
  }

  private static String shortened(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length - 3) + "...";
  }
}
